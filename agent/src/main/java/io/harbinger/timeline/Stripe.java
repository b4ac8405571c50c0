package io.harbinger.timeline;

import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.AtomicHistogram;

/**
 * A part of a {@link Distribution}: its threads write here, others elsewhere. Any thread may, since
 * there are more threads than parts.
 */
final class Stripe {
  /** A power of two; more would take more memory than they save time. */
  static final int MOST = Runtime.getRuntime().availableProcessors() > 2 ? 4 : 2;

  private static final int OFTEN = 4_096;
  private static final long HIGHEST_MICROS = 3_600_000_000L;

  /** In the middle of what is not used, so that nothing that others need is in its cache line. */
  private static final int SUM = 16;

  private static final int LAST = SUM + 1;

  final AtomicHistogram micros = new AtomicHistogram(8, HIGHEST_MICROS, 1);
  private final AtomicLongArray figures = new AtomicLongArray(2 * SUM);

  void record(long nanos) {
    long value = nanos / 1_000;
    micros.recordValue(value < 0 ? 0 : Math.min(value, HIGHEST_MICROS));
    figures.getAndAdd(SUM, nanos);
  }

  /** The last one wins. */
  void endedWell(long now) {
    figures.lazySet(LAST, now == 0 ? 1 : now);
  }

  boolean often() {
    return micros.getTotalCount() >= OFTEN;
  }

  long sumNanos() {
    return figures.get(SUM);
  }

  /** 0: none yet. */
  long lastNanos() {
    return figures.get(LAST);
  }
}
