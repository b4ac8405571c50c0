package io.harbinger.watch;

import io.harbinger.cause.Unknown;
import io.harbinger.timeline.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Nobody comes any more, from one second to the next, though nothing here keeps anybody out: a
 * firewall or a route in front may. What does not arrive cannot be seen, so it is a suspicion.
 *
 * <pre>
 *   before    five minutes, each with at least half of their mean rate
 *   silence   no request for ≥ 20 s, while ≥ 30 were due at that rate
 *             and a visitor with a {@link Rhythm}, as a health check, has missed four of his visits
 *   here      the server listens and accepts, nobody waits to be accepted or for a worker, no
 *             condition holds, no stop has begun
 * </pre>
 *
 * <p>A night falls slowly, and its health checks go on; a load test has none; a stop is known.
 * Whoever takes this process out of the gateway's rotation looks the same. Ends with the next
 * request. Once a second, by the watcher's thread alone.
 */
final class InboundSilence {
  private static final int MINUTES = 5;
  private static final long SHORTEST = 20_000_000_000L;
  private static final int DUE = 30;
  private static final int MISSED = 4;
  private static final long SECOND = 1_000_000_000L;
  private static final String RESOURCE = "arrivals";
  private static final int ROUTES = 200;

  private final Map<Route, Rhythm> rhythms = new HashMap<>();
  private final long[] minutes = new long[MINUTES];
  private int filled;
  private long minuteStart;
  private long inMinute;
  private long arrivals = -1;
  private long lastNanos;
  private Condition open;

  /**
   * @param total arrivals since the start
   * @param here whether this process is ready to take requests
   * @return what started or ended, or null
   */
  Condition second(long now, long total, List<Route> routes, boolean here, long epochNanos) {
    long came = arrivals < 0 ? 0 : total - arrivals;
    if (arrivals < 0) {
      minuteStart = now;
      lastNanos = now;
    }
    arrivals = total;
    for (Route route : routes) {
      if (rhythms.size() < ROUTES || rhythms.containsKey(route)) {
        rhythms.computeIfAbsent(route, key -> new Rhythm()).last(route.lastNanos());
      }
    }
    if (came > 0) {
      lastNanos = now;
      count(now, came);
      return open == null ? null : ended(came, epochNanos);
    }
    if (open == null && here && silent(now)) {
      open = condition(true, 0, sentence(now), epochNanos);
      return open;
    }
    return null;
  }

  /** Minutes without a request begin none: what is usual is what came before the silence. */
  private void count(long now, long came) {
    long gone = (now - minuteStart) / (60 * SECOND);
    for (long i = 0; i < Math.min(gone, MINUTES); i++) {
      minutes[filled++ % MINUTES] = inMinute;
      inMinute = 0;
    }
    minuteStart += gone * 60 * SECOND;
    inMinute += came;
  }

  private double usualPerMinute() {
    double sum = 0;
    for (long minute : minutes) {
      sum += minute;
    }
    return sum / MINUTES;
  }

  private boolean silent(long now) {
    long quiet = now - lastNanos;
    if (filled < MINUTES || quiet < SHORTEST) {
      return false;
    }
    double usual = usualPerMinute();
    for (long minute : minutes) {
      if (minute < 0.5 * usual) {
        return false;
      }
    }
    double begun = (lastNanos - minuteStart) / 60e9;
    boolean abrupt = begun < 0.2 || inMinute >= 0.5 * usual * begun;
    return abrupt && usual * quiet / 60e9 >= DUE && missing(now) != null;
  }

  /** A regular visitor who stays away, or null. */
  private Route missing(long now) {
    for (Map.Entry<Route, Rhythm> one : rhythms.entrySet()) {
      if (one.getValue().missed(now) >= MISSED) {
        return one.getKey();
      }
    }
    return null;
  }

  private String sentence(long now) {
    Route missing = missing(now);
    return String.format(
        Locale.ROOT,
        "no request has come for %d s after %.1f a second, and %s %s, which came every %.0f s, stays away"
            + " too; the server listens and nobody waits to be accepted: a firewall or a route in front"
            + " may block the way, or the gateway has taken this process out",
        (now - lastNanos) / SECOND,
        usualPerMinute() / 60,
        missing.method,
        missing.route == null ? "" : missing.route,
        rhythms.get(missing).regular() / 1e9);
  }

  private Condition ended(long came, long epochNanos) {
    open = null;
    filled = 0; // so that nothing is said before it is usual again
    inMinute = 0;
    return condition(false, came, "requests come again", epochNanos);
  }

  private Condition condition(boolean started, double level, String sentence, long epochNanos) {
    double usual = usualPerMinute() / 60;
    return new Condition(
        Unknown.VALUE, RESOURCE, started, level, usual, -1, sentence, epochNanos, true, true);
  }
}
