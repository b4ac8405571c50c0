package io.harbinger.watch;

import io.harbinger.gateway.LintFinding;
import io.harbinger.signal.HostView;

/**
 * The race on idle connections, while it happens: a request that meets the end of its connection is
 * answered 502 by the gateway, and no line of the application's log tells of it.
 *
 * <pre>
 *   starts  the lint has found that the race is possible, and within a minute this host closed
 *           two connections or more that were sent to (TCPAbortOnData, TCPAbortOnClose)
 *   ends    a minute without another one
 * </pre>
 *
 * <p>The kernel counts for the whole host or container, whoever's connection it was, so it is only
 * possible. Not while the process stops, for then it closes connections on purpose. Once a second,
 * by the watcher's thread alone.
 */
final class KeepAliveRace {
  private static final long MINUTE = 60_000_000_000L;
  private static final int ENOUGH = 2;

  private double counted = -1;
  private long sinceNanos;
  private long lastNanos;
  private int seen;
  private Condition open;

  /**
   * @param race what the lint has found; null: nothing
   * @return what started or ended, or null
   */
  Condition second(long now, HostView host, LintFinding race, long epochNanos) {
    double total = host.abortedConnections;
    long fresh = counted < 0 || total < 0 || host.stop != null ? 0 : Math.round(total - counted);
    counted = total;
    if (fresh > 0) {
      boolean goesOn = seen > 0 && now - lastNanos < MINUTE;
      sinceNanos = goesOn ? sinceNanos : now;
      seen = (goesOn ? seen : 0) + (int) fresh;
      lastNanos = now;
    }
    if (open == null && race != null && fresh > 0 && seen >= ENOUGH) {
      open = started(race, epochNanos);
      return open;
    }
    if (open != null && now - lastNanos >= MINUTE) {
      Condition ended = ended(epochNanos);
      open = null;
      seen = 0;
      return ended;
    }
    return null;
  }

  private Condition started(LintFinding race, long epochNanos) {
    long seconds = Math.max(1, (lastNanos - sinceNanos) / 1_000_000_000L);
    String what =
        seen + " connections were sent to in " + seconds + " s while they were closed here; ";
    return Condition.possible(
        race.cause, race.resource, true, seen, ENOUGH, what + race.sentence, epochNanos);
  }

  private Condition ended(long epochNanos) {
    String what = "no connection was sent to for a minute while it was closed here";
    return Condition.possible(open.cause, open.resource, false, 0, ENOUGH, what, epochNanos);
  }
}
