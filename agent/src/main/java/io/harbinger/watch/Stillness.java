package io.harbinger.watch;

import io.harbinger.gateway.Unseen;
import io.harbinger.signal.Host;
import io.harbinger.signal.Stall;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;

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
 * <p>A request waits in one piece. Where the connections were looked at in between, only the
 * longest sum between two looks counts for it: small stops of a busy machine add up, and nobody
 * waits through all of them.
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
  long before(long moment, long window, List<Unseen> unseen) {
    long stalls = before(host.stalls(from(moment, window), moment), moment, window, unseen);
    long queued = host.queuedNanos(moment - window, moment, true);
    for (Unseen one : unseen) {
      long begin = later(moment - window, one.fromNanos);
      long waited = one.toNanos - begin > 0 ? host.queuedNanos(begin, one.toNanos, false) : 0;
      queued = Math.max(queued, waited);
    }
    return Math.max(stalls, queued);
  }

  /** The same of slow ticks of ours: enough for a suspicion, not for a judgement. */
  long slowBefore(long moment, long window, List<Unseen> unseen) {
    return before(slowTicks, moment, window, unseen);
  }

  /**
   * Nanoseconds of the {@code window} before now in which the JVM stood still, or hardly got on.
   */
  long lately(long now, long window) {
    List<Unseen> all = Collections.singletonList(new Unseen(from(now, window), now));
    return Math.max(before(now, window, all), slowBefore(now, window, all));
  }

  /** Nothing before that is asked for. */
  static long from(long moment, long window) {
    return moment - DRAIN - window;
  }

  private static long before(
      Iterable<Stall> stalls, long moment, long window, List<Unseen> unseen) {
    long end = moment - DRAIN;
    for (Stall stall : stalls) {
      end = Math.max(end, Math.min(stall.endNanos, moment));
    }
    long longest = 0;
    for (Unseen one : unseen) {
      long last =
          Math.max(sum(stalls, moment - window, moment, one), sum(stalls, end - window, end, one));
      longest = Math.max(longest, last);
    }
    return longest;
  }

  private static long sum(Iterable<Stall> stalls, long from, long to, Unseen within) {
    long begin = later(from, within.fromNanos);
    long end = to - within.toNanos < 0 ? to : within.toNanos;
    return end - begin <= 0 ? 0 : sum(stalls, begin, end);
  }

  private static long later(long a, long b) {
    return a - b > 0 ? a : b;
  }

  private static long sum(Iterable<Stall> stalls, long from, long to) {
    long sum = 0;
    for (Stall stall : stalls) {
      sum += stall.overlap(from, to);
    }
    return sum;
  }
}
