package io.harbinger.gateway;

/**
 * Decides when the connections are looked at: seldom, only while a request is old, and just after a
 * deadline.
 *
 * <pre>
 *   at most twice a second; otherwise every two seconds, or
 *   as soon as a deadline has passed by 20 ms since the last look
 * </pre>
 *
 * <p>Used by the watcher's thread alone.
 */
public final class HangUps {
  static final long SHORTEST_GAP = 500_000_000L;
  static final long USUAL_GAP = 2_000_000_000L;

  private final Connections connections;
  private long lastLookNanos;
  private boolean looked;
  private boolean blind;

  public HangUps(Connections connections) {
    this.connections = connections;
  }

  /**
   * @param newestDeadlineNanos {@code nanoTime} of the latest deadline that has passed; 0: none has
   * @return null when no look is due, or the system does not tell
   */
  public Connections.Table lookIfDue(long now, long newestDeadlineNanos) {
    long gap = now - lastLookNanos;
    boolean passed = newestDeadlineNanos != 0 && newestDeadlineNanos - lastLookNanos > 0;
    if (looked && (gap < SHORTEST_GAP || (gap < USUAL_GAP && !passed))) {
      return null;
    }
    return look(now);
  }

  /** A look now, whatever the time of the last one, for requests that ended under suspicion. */
  public Connections.Table look(long now) {
    looked = true;
    lastLookNanos = now;
    Connections.Table table = connections.look();
    blind = table == null;
    return table;
  }

  /** The last look told nothing: this system has no table of connections. */
  public boolean blind() {
    return blind;
  }
}
