package io.harbinger.gateway;

import io.harbinger.log.Log;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Decides when the connections are looked at: seldom, only while a request is old, and at the ages
 * that tell most.
 *
 * <pre>
 *   at most twice a second; otherwise every two seconds, or as soon as, since the last look,
 *     a request has reached 0.7 of its deadline      who is gone by then is a client that left
 *     a deadline has passed by 20 ms                 who is gone now was given up
 *   twice a second while a deadline is being learned
 *   in any case not before 50 × what the last one cost is over (10 × while a deadline is being
 *     learned), at most 1/4 of the usual deadline, so that its two ages are not missed, and 5 s
 * </pre>
 *
 * <p>The kernel walks through the connections of the whole host: with ten thousands of them a look
 * takes tens of milliseconds. Who looks less often for that reason says so, since hang-ups are seen
 * later then.
 *
 * <p>Used by the watcher's thread alone.
 */
public final class HangUps {
  static final long SHORTEST_GAP = 500_000_000L;
  static final long USUAL_GAP = 2_000_000_000L;

  /** Tenths of the deadline. */
  private static final int EARLY = 7;

  private static final long LATE = 20_000_000L;

  private static final long REST = 50;
  private static final long EAGER_REST = 10;
  private static final long LONGEST_REST = 5_000_000_000L;
  private static final long LIMIT_SHARE = 4;

  private final Connections connections;
  private final LongSupplier cpuNanos;
  private final LongAdder thinned;
  private final Log log;
  private long lastLookNanos;
  private boolean looked;
  private boolean blind;
  private long tookNanos;
  private long longestRestNanos = LONGEST_REST;

  /**
   * @param cpuNanos time on a processor of the thread that asks, so that a look which waited for
   *     one does not count as dear
   * @param thinned counts looks that were due and not taken
   */
  public HangUps(Connections connections, LongSupplier cpuNanos, LongAdder thinned, Log log) {
    this.connections = connections;
    this.cpuNanos = cpuNanos;
    this.thinned = thinned;
    this.log = log;
  }

  /** The latest instant before {@code now} at which a look at this request tells much; or 0. */
  public static long instant(Deadline deadline, long startNanos, long now) {
    long limit = deadline.ageNanos();
    if (limit == Long.MAX_VALUE) {
      return 0;
    }
    long late = startNanos + limit + LATE;
    long early = startNanos + limit / 10 * EARLY;
    return late - now <= 0 ? late : early - now <= 0 ? early : 0;
  }

  /** The gateway usually waits for so long; {@code Long.MAX_VALUE}: for ever. */
  public void limit(long nanos) {
    longestRestNanos = Math.min(LONGEST_REST, nanos / LIMIT_SHARE);
  }

  /**
   * @param instantNanos the latest {@link #instant} of all requests; 0: none has one
   * @param eager look as often as is allowed
   * @return null when no look is due, or the system does not tell
   */
  public Connections.Table lookIfDue(long now, long instantNanos, boolean eager) {
    long gap = now - lastLookNanos;
    boolean passed = instantNanos != 0 && instantNanos - lastLookNanos > 0;
    if (looked && (gap < SHORTEST_GAP || (gap < USUAL_GAP && !passed && !eager))) {
      return null;
    }
    if (looked && gap < restNanos(eager ? EAGER_REST : REST)) {
      thinned.increment();
      return null;
    }
    return look(now);
  }

  /** A look where the last one is so old. */
  public void lookIfOlder(long nanos, long now) {
    long gap = Math.max(restNanos(EAGER_REST), Math.max(nanos, SHORTEST_GAP));
    if (!looked || now - lastLookNanos >= gap) {
      look(now);
    }
  }

  /** A look now, whatever the time of the last one, for requests that ended under suspicion. */
  public Connections.Table look(long now) {
    looked = true;
    lastLookNanos = now;
    long begun = cpuNanos.getAsLong();
    Connections.Table table = connections.look();
    tookNanos = cpuNanos.getAsLong() - begun;
    if (restNanos(REST) > USUAL_GAP) {
      log.warn(
          "gateway.looks",
          "a look at the connections of this host takes "
              + tookNanos / 1_000_000
              + " ms: it is repeated after "
              + restNanos(REST) / 1_000_000
              + " ms at the earliest, and hang-ups are seen later");
    }
    blind = table == null;
    return table;
  }

  private long restNanos(long times) {
    return Math.min(longestRestNanos, times * tookNanos);
  }

  /** The last look told nothing: this system has no table of connections. */
  public boolean blind() {
    return blind;
  }
}
