package io.harbinger.watch;

import io.harbinger.signal.Host;
import io.harbinger.signal.Stall;
import java.util.List;

/**
 * How long the JVM stood still, or did not accept, just before a moment: time in which a request
 * may have waited in the socket, unseen.
 *
 * <pre>
 *   [ window                     ]··drain··▲ moment
 *      stall  stall        stall           the sockets that filled meanwhile are read one by one
 * </pre>
 */
final class Stillness {
  private static final long DRAIN = 1_000_000_000L;

  private final Host host;

  Stillness(Host host) {
    this.host = host;
  }

  /**
   * Nanoseconds of it in the {@code window} before {@code moment}, or before the end of the last
   * stop, if that was less than a second ago.
   */
  long before(long moment, long window) {
    List<Stall> stalls = host.stalls(moment - DRAIN - window, moment);
    long end = moment - DRAIN;
    for (Stall stall : stalls) {
      end = Math.max(end, Math.min(stall.endNanos, moment));
    }
    long still = Math.max(sum(stalls, moment - window, moment), sum(stalls, end - window, end));
    return Math.max(still, host.queuedNanos(moment - window, moment));
  }

  private static long sum(List<Stall> stalls, long from, long to) {
    long sum = 0;
    for (Stall stall : stalls) {
      sum += stall.overlap(from, to);
    }
    return sum;
  }
}
