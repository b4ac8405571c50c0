package io.harbinger.timeline;

import java.util.concurrent.atomic.LongAdder;

/** One SQL text, its literals scrubbed, and how its executions went. */
public final class Statement {
  public final String text;

  /** {@code SELECT owners}. */
  public final String summary;

  public final Distribution durations;
  public final LongAdder errors = new LongAdder();

  /** Whose figures this one's executions go to: its own, or those of all beyond the cap. */
  private final Statement booked;

  /** A small number of its own. */
  final int id;

  /** Written by any thread that completes it well; the last one wins. */
  volatile long lastCompletedNanos;

  Statement(int id, String text, String summary) {
    this.id = id;
    this.text = text;
    this.summary = summary;
    durations = new Distribution();
    booked = this;
  }

  /** One text of many, made for one execution. */
  Statement(String text, String summary, Statement booked) {
    id = booked.id;
    this.text = text;
    this.summary = summary;
    durations = booked.durations;
    this.booked = booked;
  }

  void completed(long nanos, long now, boolean failed) {
    durations.record(nanos);
    if (failed) {
      booked.errors.increment();
    } else {
      booked.lastCompletedNanos = now;
    }
  }

  /** Without error. */
  public long completed() {
    return Math.max(0, durations.count() - errors.sum());
  }

  @Override
  public String toString() {
    return text;
  }
}
