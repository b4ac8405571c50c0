package io.harbinger.cause;

import io.harbinger.timeline.SystemLimit;
import java.util.Collections;
import java.util.List;

/** What is known of the databases: one look, or all looks of a request's time together. */
public final class DatabaseView {
  public static final class Running {
    public final String sql;
    public final long sinceNanos;

    /** {@code GET /report}, or a thread's name. */
    public final String who;

    /** {@code nanoTime} of the last completion of its text as of then; 0 = none yet. */
    public final long completedNanos;

    public Running(String sql, long sinceNanos, String who, long completedNanos) {
      this.sql = sql;
      this.sinceNanos = sinceNanos;
      this.who = who;
      this.completedNanos = completedNanos;
    }
  }

  /** A connection attempt that failed, or still hangs ({@link #error} null). */
  public static final class Connect {
    public final long startNanos;
    public final long nanos;
    public final String url;
    public final String error;
    public final String sqlState;

    /** It failed because the system gave this process no more; else null. */
    public final SystemLimit limit;

    public Connect(
        long startNanos, long nanos, String url, String error, String sqlState, SystemLimit limit) {
      this.limit = limit;
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

  /** Statements that had hung came back together, though they had begun at different times. */
  public static final class Release {
    /** Between these two looks. */
    public final long fromNanos;

    public final long toNanos;

    public final List<Running> statements;

    public Release(long fromNanos, long toNanos, List<Running> statements) {
      this.fromNanos = fromNanos;
      this.toNanos = toNanos;
      this.statements = statements;
    }

    /** From the beginning of the oldest to that of the youngest. */
    public long spreadNanos() {
      long oldest = statements.get(0).sinceNanos;
      long youngest = oldest;
      for (Running statement : statements) {
        oldest = Math.min(oldest, statement.sinceNanos);
        youngest = Math.max(youngest, statement.sinceNanos);
      }
      return youngest - oldest;
    }

    boolean has(Running wanted) {
      for (Running statement : statements) {
        if (statement.sinceNanos == wanted.sinceNanos && statement.sql.equals(wanted.sql)) {
          return true;
        }
      }
      return false;
    }
  }

  /** When {@link #running}, {@link #lastCompletedNanos} and {@link #unread} were looked at. */
  public final long atNanos;

  /**
   * Statements in flight in the whole process, oldest first; a connection's validation counts as a
   * statement with its text, or the empty text.
   */
  public final List<Running> running;

  /** {@code nanoTime} of the last completion of any statement, validations too; 0 = none yet. */
  public final long lastCompletedNanos;

  /**
   * Connections to a database on this machine whose statement the server has not even read: the
   * kernel's receive queue at its end is not empty. 0 = all were read, -1 = not known.
   */
  public final int unread;

  /** Attempts that failed or hang, during the request. */
  public final List<Connect> connects;

  /** Empty unless {@code harbinger.db.inspect=true} and somebody waits for a lock. */
  public final List<Blocked> blocked;

  /**
   * The inspection asked the database during the request, when the oldest of the statements in
   * flight had already run half a second, and got an answer.
   */
  public final boolean inspected;

  /** When it was asked; meaningless unless {@link #inspected}. */
  public final long askedNanos;

  /** The inspection could not reach the database; the reason, or null. */
  public final String inspectionFailure;

  /** Looks in which something hung, in order of time, since before the request; none in a look. */
  public final List<DatabaseView> hangs;

  /** In order of time; none in a look. */
  public final List<Release> releases;

  /** One look; nobody has been asked. */
  public static DatabaseView look(
      long atNanos,
      List<Running> running,
      long lastCompletedNanos,
      List<Connect> connects,
      int unread) {
    return new DatabaseView(
        atNanos,
        running,
        lastCompletedNanos,
        unread,
        connects,
        Collections.emptyList(),
        false,
        0,
        null,
        Collections.emptyList(),
        Collections.emptyList());
  }

  private DatabaseView(
      long atNanos,
      List<Running> running,
      long lastCompletedNanos,
      int unread,
      List<Connect> connects,
      List<Blocked> blocked,
      boolean inspected,
      long askedNanos,
      String inspectionFailure,
      List<DatabaseView> hangs,
      List<Release> releases) {
    this.atNanos = atNanos;
    this.running = running;
    this.lastCompletedNanos = lastCompletedNanos;
    this.unread = unread;
    this.connects = connects;
    this.blocked = blocked;
    this.inspected = inspected;
    this.askedNanos = askedNanos;
    this.inspectionFailure = inspectionFailure;
    this.hangs = hangs;
    this.releases = releases;
  }

  /** The same with the database's own word. */
  public DatabaseView told(
      List<Blocked> blocked, boolean inspected, long askedNanos, String failure) {
    return new DatabaseView(
        atNanos,
        running,
        lastCompletedNanos,
        unread,
        connects,
        blocked,
        inspected,
        askedNanos,
        failure,
        hangs,
        releases);
  }

  /** The same with these attempts, and with what was seen before. */
  public DatabaseView since(
      List<Connect> connects, List<DatabaseView> hangs, List<Release> releases) {
    return new DatabaseView(
        atNanos,
        running,
        lastCompletedNanos,
        unread,
        connects,
        blocked,
        inspected,
        askedNanos,
        inspectionFailure,
        hangs,
        releases);
  }

  /** Something in it is older than that. */
  public boolean hangs(long nanos) {
    return !running.isEmpty() && atNanos - running.get(0).sinceNanos >= nanos;
  }
}
