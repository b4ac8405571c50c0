package io.harbinger.watch;

import io.harbinger.gateway.Deadline;
import io.harbinger.timeline.Baseline;

/**
 * The age at which a request is at risk.
 *
 * <pre>
 *   share · deadline                           share = harbinger.watch.risk, 0.3
 *   but for a route that is known (≥ 20 healthy requests) to take longer:
 *   min(0.8 · deadline, 1.2 · its 99th percentile)
 * </pre>
 */
final class Risk {
  private static final double LATEST = 0.8;
  private static final double SLACK = 1.2;
  private static final int KNOWN = 20;

  private final double share;

  Risk(double share) {
    this.share = share;
  }

  /** Nanoseconds; {@code Long.MAX_VALUE} where the gateway waits for ever. */
  long ageNanos(Deadline deadline, Baseline route) {
    long limit = deadline.ageNanos();
    if (limit == Long.MAX_VALUE) {
      return limit;
    }
    double risk = share * limit;
    if (route.count >= KNOWN) {
      risk = Math.max(risk, Math.min(LATEST * limit, SLACK * route.p99Nanos));
    }
    return (long) risk;
  }
}
