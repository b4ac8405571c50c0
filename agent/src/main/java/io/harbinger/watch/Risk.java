package io.harbinger.watch;

import io.harbinger.gateway.Deadline;
import io.harbinger.timeline.Baseline;

/**
 * The age at which a request is at risk, counted from its arrival at this process.
 *
 * <pre>
 *   share · limit − front                      share = harbinger.watch.risk, 0.3
 *   but for a route that is known (≥ 20 healthy requests) to take longer:
 *   min(latest − front, 1.2 · its 99th percentile)
 *
 *   latest  0.35 · limit; 1.3 · its median where that is more, up to 0.8 · limit
 *   limit   what the gateway grants
 *   front   what of it was spent before the arrival
 * </pre>
 */
final class Risk {
  /** Leaves a long tick and the way to the collector before half of the limit is over. */
  private static final double LATEST = 0.35;

  /** A fault that has begun soon moves the 99th percentile, but not the median. */
  private static final double ALWAYS_SLOW = 1.3;

  private static final double IN_SIGHT = 0.8;
  private static final double NANOS_PER_MILLI = 1_000_000;
  private static final double SLACK = 1.2;
  private static final int KNOWN = 20;

  private final double share;

  Risk(double share) {
    this.share = share;
  }

  /** Nanoseconds; {@code Long.MAX_VALUE} where the gateway waits for ever. */
  long ageNanos(Deadline deadline, Baseline route) {
    if (deadline.limitMillis == 0) {
      return Long.MAX_VALUE;
    }
    double limit = deadline.limitMillis * NANOS_PER_MILLI;
    double front = deadline.queueMillis * NANOS_PER_MILLI;
    double risk = share * limit - front;
    if (route.count >= KNOWN) {
      double slow = Math.min(IN_SIGHT * limit, ALWAYS_SLOW * route.medianNanos);
      double latest = Math.max(LATEST * limit, slow);
      risk = Math.max(risk, Math.min(latest - front, SLACK * route.p99Nanos));
    }
    return Math.max(0, Math.round(risk));
  }
}
