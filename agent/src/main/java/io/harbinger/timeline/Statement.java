package io.harbinger.timeline;

import java.util.concurrent.atomic.LongAdder;

/** One SQL text, its literals scrubbed, and how its executions went. */
public final class Statement {
  public final String text;

  /** {@code SELECT owners}. */
  public final String summary;

  public final Distribution durations = new Distribution();
  public final LongAdder errors = new LongAdder();

  /** A small number of its own. */
  final int id;

  /** Written by any thread that completes it; the last one wins. */
  volatile long lastCompletedNanos;

  Statement(int id, String text, String summary) {
    this.id = id;
    this.text = text;
    this.summary = summary;
  }

  void completed(long nanos, long now, boolean failed) {
    durations.record(nanos);
    lastCompletedNanos = now;
    if (failed) {
      errors.increment();
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
