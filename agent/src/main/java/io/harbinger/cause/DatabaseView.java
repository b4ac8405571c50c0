package io.harbinger.cause;

import java.util.List;

/** What is known of the databases during the request. */
public final class DatabaseView {
  public static final class Running {
    public final String sql;
    public final long sinceNanos;

    /** {@code GET /report}, or a thread's name. */
    public final String who;

    public Running(String sql, long sinceNanos, String who) {
      this.sql = sql;
      this.sinceNanos = sinceNanos;
      this.who = who;
    }
  }

  /** A connection attempt that failed, or still hangs ({@link #error} null). */
  public static final class Connect {
    public final long startNanos;
    public final long nanos;
    public final String url;
    public final String error;
    public final String sqlState;

    public Connect(long startNanos, long nanos, String url, String error, String sqlState) {
      this.startNanos = startNanos;
      this.nanos = nanos;
      this.url = url;
      this.error = error;
      this.sqlState = sqlState;
    }
  }

  /** The database's own word about a session that waits for a lock. */
  public static final class Blocked {
    public final long askedNanos;
    public final String waitingSql;
    public final long waitingMillis;
    public final String blockerSession;
    public final String blockerSql;
    public final String blockerState;

    /** Age of the blocker's transaction, in milliseconds. */
    public final long blockerMillis;

    public Blocked(
        long askedNanos,
        String waitingSql,
        long waitingMillis,
        String blockerSession,
        String blockerSql,
        String blockerState,
        long blockerMillis) {
      this.askedNanos = askedNanos;
      this.waitingSql = waitingSql;
      this.waitingMillis = waitingMillis;
      this.blockerSession = blockerSession;
      this.blockerSql = blockerSql;
      this.blockerState = blockerState;
      this.blockerMillis = blockerMillis;
    }
  }

  /**
   * Statements in flight in the whole process, oldest first; a connection's validation counts as a
   * statement with its text, or the empty text.
   */
  public final List<Running> running;

  /** Statements that completed, of any text, between the request's start and now. */
  public final long completed;

  /** {@code nanoTime} of the last completion of any statement, validations too; 0 = none yet. */
  public final long lastCompletedNanos;

  /** Attempts that failed or hang, during the request. */
  public final List<Connect> connects;

  /** Empty unless {@code harbinger.db.inspect=true} and somebody waits for a lock. */
  public final List<Blocked> blocked;

  /**
   * The inspection asked the database during the request, when the oldest of the statements in
   * flight had already run half a second, and got an answer.
   */
  public final boolean inspected;

  /** The inspection could not reach the database; the reason, or null. */
  public final String inspectionFailure;

  /**
   * Connections to a database on this machine whose statement the server has not even read: the
   * kernel's receive queue at its end is not empty. 0 = all were read, -1 = not known.
   */
  public final int unread;

  public DatabaseView(
      List<Running> running,
      long completed,
      long lastCompletedNanos,
      List<Connect> connects,
      List<Blocked> blocked,
      boolean inspected,
      String inspectionFailure) {
    this(
        running,
        completed,
        lastCompletedNanos,
        connects,
        blocked,
        inspected,
        inspectionFailure,
        -1);
  }

  public DatabaseView(
      List<Running> running,
      long completed,
      long lastCompletedNanos,
      List<Connect> connects,
      List<Blocked> blocked,
      boolean inspected,
      String inspectionFailure,
      int unread) {
    this.running = running;
    this.completed = completed;
    this.lastCompletedNanos = lastCompletedNanos;
    this.connects = connects;
    this.blocked = blocked;
    this.inspected = inspected;
    this.inspectionFailure = inspectionFailure;
    this.unread = unread;
  }
}
