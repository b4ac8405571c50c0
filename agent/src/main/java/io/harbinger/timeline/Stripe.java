package io.harbinger.timeline;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
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
  private static final AtomicLongFieldUpdater<Stripe> SUM =
      AtomicLongFieldUpdater.newUpdater(Stripe.class, "sumNanos");
  private static final AtomicLongFieldUpdater<Stripe> LAST =
      AtomicLongFieldUpdater.newUpdater(Stripe.class, "lastNanos");

  final AtomicHistogram micros = new AtomicHistogram(8, HIGHEST_MICROS, 1);
  private volatile long sumNanos;

  /** The last one wins. */
  private volatile long lastNanos;

  void record(long nanos) {
    long value = nanos / 1_000;
    micros.recordValue(value < 0 ? 0 : Math.min(value, HIGHEST_MICROS));
    SUM.addAndGet(this, nanos);
  }

  void endedWell(long now) {
    LAST.lazySet(this, now == 0 ? 1 : now);
  }

  boolean often() {
    return micros.getTotalCount() >= OFTEN;
  }

  long sumNanos() {
    return sumNanos;
  }

  /** 0: none yet. */
  long lastNanos() {
    return lastNanos;
  }
}
