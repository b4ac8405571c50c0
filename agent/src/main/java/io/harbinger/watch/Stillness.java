package io.harbinger.watch;

import io.harbinger.signal.Host;
import io.harbinger.signal.Stall;

/**
 * How long the JVM stood still, or did not accept, just before a moment: time in which a request
 * may have waited in the socket, unseen.
 */
final class Stillness {
  private final Host host;

  Stillness(Host host) {
    this.host = host;
  }

  /** Nanoseconds of it in the {@code window} before {@code moment}. */
  long before(long moment, long window) {
    long still = 0;
    for (Stall stall : host.stalls(moment - window, moment)) {
      still += stall.overlap(moment - window, moment);
    }
    return Math.max(still, host.queuedNanos(moment - window, moment));
  }
}
