package io.harbinger.watch;

import io.harbinger.gateway.Deadline;
import io.harbinger.timeline.Baseline;

/**
 * The age at which a request is at risk, counted from its arrival at this process.
 *
 * <pre>
 *   share · limit − front                      share = harbinger.watch.risk, 0.3
 *   but for a route that is known (≥ 20 healthy requests) to take longer:
 *   min(0.35 · limit − front, 1.2 · its 99th percentile)
 *
 *   limit   what the gateway grants
 *   front   what of it was spent before the arrival
 * </pre>
 */
final class Risk {
  /** Leaves a long tick and the way to the collector before half of the limit is over. */
  private static final double LATEST = 0.35;

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
      risk = Math.max(risk, Math.min(LATEST * limit - front, SLACK * route.p99Nanos));
    }
    return Math.max(0, Math.round(risk));
  }
}
