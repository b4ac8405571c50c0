package io.harbinger.watch;

import io.harbinger.signal.Host;
import io.harbinger.signal.Stall;
import java.util.ArrayDeque;

/**
 * How long the JVM stood still, or did not accept, or hardly got on, just before a moment: time in
 * which a request may have waited in the socket, unseen.
 *
 * <pre>
 *   [ window                     ]··drain··▲ moment
 *      stall  stall        stall           the sockets that filled meanwhile are read one by one
 *   or ├── a slow tick of ours ──┤
 * </pre>
 *
 * <p>Belongs to the watch thread.
 */
final class Stillness {
  private static final long DRAIN = 1_000_000_000L;

  private static final long SLOW_TICK = 300_000_000L;
  private static final int TICKS = 64;

  private final Host host;
  private final ArrayDeque<Stall> slowTicks = new ArrayDeque<>();

  Stillness(Host host) {
    this.host = host;
  }

  /** What is done in milliseconds took so long that others may have waited as well. */
  void ticked(long beginNanos, long endNanos) {
    if (endNanos - beginNanos >= SLOW_TICK) {
      if (slowTicks.size() == TICKS) {
        slowTicks.removeFirst();
      }
      slowTicks.addLast(new Stall(Stall.Reason.STARVED, beginNanos, endNanos, ""));
    }
  }

  /**
   * Nanoseconds of it in the {@code window} before {@code moment}, or before the end of the last
   * stop, if that was less than a second ago.
   */
  long before(long moment, long window) {
    long stalls = before(host.stalls(moment - DRAIN - window, moment), moment, window);
    return Math.max(stalls, host.queuedNanos(moment - window, moment));
  }

  /** The same of slow ticks of ours: enough for a suspicion, not for a judgement. */
  long slowBefore(long moment, long window) {
    return before(slowTicks, moment, window);
  }

  private static long before(Iterable<Stall> stalls, long moment, long window) {
    long end = moment - DRAIN;
    for (Stall stall : stalls) {
      end = Math.max(end, Math.min(stall.endNanos, moment));
    }
    return Math.max(sum(stalls, moment - window, moment), sum(stalls, end - window, end));
  }

  private static long sum(Iterable<Stall> stalls, long from, long to) {
    long sum = 0;
    for (Stall stall : stalls) {
      sum += stall.overlap(from, to);
    }
    return sum;
  }
}
