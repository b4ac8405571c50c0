package io.harbinger.signal;

import java.util.function.LongSupplier;

/**
 * How long the threads of this process ran within a stretch that has just ended.
 *
 * <pre>
 *   looked               stretch begins            ends
 *      ├── may have run ──────┼──── least that ran ──┤
 *   next look ≥ 1,000 × what the last one took, at most 200 ms
 * </pre>
 *
 * <p>The kernel adds the time up thread by thread: a look takes a tenth of a millisecond where
 * there are thousands. Touched by one thread.
 */
final class ProcessRun {
  private static final long REST = 1_000;
  private static final long LONGEST_REST = 200_000_000L;

  private final LongSupplier cpuNanos;
  private final LongSupplier nanoTime;
  private final int processors = Runtime.getRuntime().availableProcessors();

  private long ran = -1;
  private long lookedNanos;
  private long nextNanos;

  /**
   * @param cpuNanos nanoseconds on a processor of all threads; -1 unknown
   */
  ProcessRun(LongSupplier cpuNanos, LongSupplier nanoTime) {
    this.cpuNanos = cpuNanos;
    this.nanoTime = nanoTime;
  }

  /** Nothing is the matter at {@code now}. */
  void look(long now) {
    if (nextNanos == 0 || now - nextNanos >= 0) {
      long begun = nanoTime.getAsLong();
      ran = cpuNanos.getAsLong();
      lookedNanos = now;
      nextNanos = now + Math.min(LONGEST_REST, REST * (nanoTime.getAsLong() - begun));
    }
  }

  /** At least so long since {@code from}, until {@code now}; -1 unknown. */
  long since(long from, long now) {
    long before = ran;
    long outside = (from - lookedNanos) * processors;
    nextNanos = 0;
    look(now);
    return before < 0 || ran < 0 ? -1 : Math.max(0, ran - before - outside);
  }
}
