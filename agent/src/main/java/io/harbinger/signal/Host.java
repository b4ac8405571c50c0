package io.harbinger.signal;

import java.util.List;

/** What the signals have seen so far; asked by the watcher. */
public interface Host {
  /** Averages and extremes between two {@code nanoTime} values; never null. */
  HostView between(long fromNanos, long toNanos);

  /** The present state, over the last seconds. */
  HostView now();

  /** Stalls that touch the stretch, in order, not overlapping each other. */
  List<Stall> stalls(long fromNanos, long toNanos);

  /** Never waits for a reading. */
  default ProcessorWait processorWait() {
    return ProcessorWait.UNKNOWN;
  }

  /** The orderly stop that has begun, or null. */
  default JvmStop jvmStop() {
    return null;
  }

  /**
   * How much of the stretch somebody may have waited to be accepted.
   *
   * @param full only as far as others found no room in the queue, whom no look at connections shows
   */
  default long queuedNanos(long fromNanos, long toNanos, boolean full) {
    return 0;
  }
}
