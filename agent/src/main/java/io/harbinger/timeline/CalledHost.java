package io.harbinger.timeline;

import java.util.concurrent.atomic.LongAdder;

/** A called {@code host:port}, or a name that was looked up, and how long it takes. */
public final class CalledHost {
  public final String name;
  public final Distribution durations = new Distribution();
  public final LongAdder errors = new LongAdder();

  /** Written by any thread that completes a call well; the last one wins. */
  volatile long lastCompletedNanos;

  final String host;
  final int port;

  /** Next in the same bucket of {@link CalledHosts}. */
  final CalledHost next;

  CalledHost(String host, int port, CalledHost next) {
    this.host = host;
    this.port = port;
    this.next = next;
    name = port < 0 ? host : host + ":" + port;
  }

  void completed(long nanos, long now, boolean failed) {
    durations.record(nanos);
    if (failed) {
      errors.increment();
    } else {
      lastCompletedNanos = now;
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
