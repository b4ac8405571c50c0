package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import io.harbinger.timeline.PoolView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Why statements do not come back: the database is away, silent, holds a lock, or works slowly.
 *
 * <pre>
 *   LOCKED   it says who blocks this statement (certain)
 *   REFUSED  a connection was refused or broken, and nobody was answered since
 *   SLOW     it was asked, and says that nobody waits for a lock
 *   SILENT   nothing of any text completes any more, and: the inspection or a connection hangs, or
 *            a validation hangs, or the server does not read what it is sent, or (where that is
 *            not known) statements on tables that have nothing in common hang
 *   LOCKED   normally fast statements are stuck ({@link Hanging}) while others are answered, or at
 *            least every statement was read by the server; and all
 *            write; or read and write one table; or are on tables that have nothing in common
 *   LOCKED   several texts on one table are stuck for 12 s
 *   SLOW     else
 * </pre>
 *
 * <p>Reading texts that hang alone on one table may wait for a lock or a slow plan: without asking
 * the database that is undecidable, and said so. Everything inferred is at most probable.
 */
final class DatabaseHang {
  enum State {
    SLOW,
    LOCKED,
    SILENT,
    REFUSED
  }

  final State state;
  final Confidence confidence;

  /** What speaks for it. */
  final List<String> because = new ArrayList<>();

  /** The database's own word, or null. */
  DatabaseView.Blocked blocked;

  /** Who of our own probably holds the lock while he waits for somebody else, or null. */
  Holding behind;

  /** A slow answer that might be a lock as well. */
  boolean ambiguous;

  private DatabaseHang(State state, Confidence confidence, String because) {
    this.state = state;
    this.confidence = confidence;
    if (because != null) {
      this.because.add(because);
    }
  }

  /** About that statement; null where it is not known. */
  static DatabaseHang of(Evidence evidence, String statement) {
    return new Judgement(evidence, Sql.of(statement)).judge();
  }

  private static DatabaseHang probably(State state, String because) {
    return new DatabaseHang(state, Confidence.PROBABLE, because);
  }

  /** The working out of one answer. */
  private static final class Judgement {
    private final Evidence evidence;
    private final DatabaseView database;
    private final Sql asked;
    private final Hanging hanging;

    Judgement(Evidence evidence, Sql asked) {
      this.evidence = evidence;
      this.asked = asked;
      database = evidence.database;
      hanging = new Hanging(evidence);
    }

    DatabaseHang judge() {
      DatabaseHang hang = said();
      hang = hang != null ? hang : refused();
      if (hang == null && database.inspectionFailure == null && database.inspected) {
        String said = "The database itself says that this statement waits for no lock.";
        hang = probably(State.SLOW, said);
      }
      hang = hang != null ? hang : silent();
      hang = hang != null ? hang : inferred();
      if (hang.state == State.LOCKED) {
        hang.behind = behind(hang.blocked);
      }
      return hang;
    }

    private DatabaseHang said() {
      DatabaseView.Blocked near = null;
      for (DatabaseView.Blocked blocked : database.blocked) {
        Sql waiting = Sql.of(blocked.waitingSql);
        if (waiting.sameAs(asked)) {
          DatabaseHang hang = new DatabaseHang(State.LOCKED, Confidence.CERTAIN, null);
          hang.blocked = blocked;
          return hang;
        }
        near = waiting.touches(asked.relations) ? blocked : near;
      }
      if (near == null) {
        return null;
      }
      DatabaseHang hang = probably(State.LOCKED, null);
      hang.blocked = near;
      return hang;
    }

    private DatabaseHang refused() {
      for (DatabaseView.Connect connect : database.connects) {
        long failed = connect.startNanos + connect.nanos;
        boolean answeredSince =
            database.lastCompletedNanos != 0 && database.lastCompletedNanos - failed > 0;
        if (connect.error != null && !answeredSince) {
          String state = connect.sqlState == null ? "" : connect.sqlState;
          boolean proof = connect.error.contains("refused") || state.startsWith("57P");
          Confidence sure = proof ? Confidence.CERTAIN : Confidence.PROBABLE;
          return new DatabaseHang(State.REFUSED, sure, null);
        }
      }
      return null;
    }

    private DatabaseHang silent() {
      long quiet = evidence.request.endNanos - database.lastCompletedNanos;
      boolean never = database.lastCompletedNanos == 0;
      if (!never && quiet < Hanging.floor(evidence)) {
        return null;
      }
      String since =
          (never
                  ? "No statement has completed at all, "
                  : "No statement of any text has completed for " + Words.time(quiet) + ", ")
              + hanging.all.size()
              + " hang";
      if (unreachable()) {
        String failure = "; our own connection failed: " + database.inspectionFailure + ".";
        return probably(State.SILENT, since + failure);
      }
      for (DatabaseView.Connect connect : database.connects) {
        if (connect.error == null && connect.nanos >= Hanging.floor(evidence)) {
          String hangs = "; a connection attempt hangs for " + Words.time(connect.nanos) + ".";
          return probably(State.SILENT, since + hangs);
        }
      }
      for (Sql text : hanging.texts) {
        if (text.trivial()) {
          String even = ", even \"" + text.brief() + "\", which needs no table.";
          return probably(State.SILENT, since + even);
        }
      }
      if (database.unread > 0 && !hanging.all.isEmpty()) {
        String unread = "; the server has not read " + database.unread + " of them.";
        return probably(State.SILENT, since + unread);
      }
      boolean everywhere = database.unread < 0 && Hanging.apart(hanging.texts) && !hanging.others;
      String apart = ", on tables that have nothing in common.";
      return everywhere ? probably(State.SILENT, since + apart) : null;
    }

    private DatabaseHang inferred() {
      int stuck = hanging.stuck.size();
      int writes = hanging.writes();
      boolean candidate = stuck > 0 && hanging.known && hanging.concerns(asked);
      String hang =
          (stuck == 1 ? "A statement that is normally fast hangs" : stuck + " such statements hang")
              + ", for up to "
              + Words.time(hanging.oldestNanos)
              + ", and its text has not completed since";
      if (candidate && (hanging.others || database.unread == 0)) {
        if (writes == stuck) {
          return probably(State.LOCKED, hang + "; only writers hang, though the database lives.");
        }
        if (writes > 0 && hanging.oneTable()) {
          String both = "; readers and writers of one table hang, though the database lives.";
          return probably(State.LOCKED, hang + both);
        }
        if (Hanging.apart(hanging.stuck)) {
          String several = "; several tables are concerned, though the database lives.";
          return probably(State.LOCKED, hang + several);
        }
      }
      boolean long12 = hanging.oldestNanos >= TimeUnit.SECONDS.toNanos(12);
      if (candidate && long12 && hanging.oneTable() && hanging.differentTexts() >= 2) {
        return probably(State.LOCKED, hang + "; all of them are on one table.");
      }
      String ask =
          "Whether it waits for a lock inside the database is not known;"
              + " harbinger.db.inspect=true would ask.";
      DatabaseHang slow = probably(State.SLOW, candidate ? ask : null);
      slow.ambiguous = candidate;
      return slow;
    }

    /** The inspection could not get through, rather than was not let in. */
    private boolean unreachable() {
      String failure = database.inspectionFailure;
      return failure != null
          && !hanging.all.isEmpty()
          && !failure.contains("password")
          && !failure.contains("authentication")
          && !failure.contains("denied");
    }

    /** A transaction of our own, as old as the blocker's, that waits for a call. */
    private Holding behind(DatabaseView.Blocked blocked) {
      for (PoolView pool : evidence.pools) {
        Holding found = behind(blocked, Votes.look(pool, evidence.request.endNanos));
        if (found != null) {
          return found;
        }
      }
      for (int i = evidence.waits.size() - 1; i >= 0; i--) {
        Wait look = evidence.waits.get(i);
        Holding found = look.what == Wait.What.POOL ? behind(blocked, look) : null;
        if (found != null) {
          return found;
        }
      }
      return null;
    }

    private Holding behind(DatabaseView.Blocked blocked, Wait look) {
      long slack = TimeUnit.MILLISECONDS.toNanos(500);
      for (Holding holding : look.holders) {
        boolean calls = holding.kind == Kind.CALL && holding.opNanos >= Hanging.floor(evidence);
        long taken = look.atNanos - holding.heldNanos;
        boolean fits;
        if (blocked == null) {
          long hanging = evidence.request.endNanos - this.hanging.oldestNanos;
          fits = this.hanging.writes() == this.hanging.stuck.size() && taken - hanging <= 0;
        } else {
          long began = blocked.askedNanos - TimeUnit.MILLISECONDS.toNanos(blocked.blockerMillis);
          fits = Math.abs(taken - began) <= slack;
        }
        if (calls && fits) {
          return holding;
        }
      }
      return null;
    }
  }
}
