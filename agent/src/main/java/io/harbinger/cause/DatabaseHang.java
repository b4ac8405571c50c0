package io.harbinger.cause;

import io.harbinger.gateway.HangUp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 *   LOCKED   what was stuck came back at one moment, though it had begun at different ones
 *   LOCKED   several texts on one table are stuck for 12 s
 *   LOCKED   it changes or locks rows and hangs, while its text is answered for others (possible)
 *   LOCKED   hardly ever seen to complete, but it only adds given rows, and the database lives
 *   SLOW     else
 * </pre>
 *
 * <p>As of the last look in which such a statement was stuck: the request's own looks, and where it
 * only waited for others the looks since their queue began; not later than the gateway gave up,
 * since then others may hang for another reason. When the gateway gives up, the lock may be gone;
 * what was seen of it just before counts where that look alone does not tell.
 *
 * <p>Reading texts that hang alone on one table may wait for a lock or a slow plan: without asking
 * the database that is undecidable, and said so. Everything inferred is at most probable.
 */
final class DatabaseHang {
  /** At most about so many looks are read, evenly spread. */
  private static final int LOOKS = 40;

  /** A lock that is let go is over by then, but for who goes on working for so long. */
  private static final long LETTING_GO = TimeUnit.SECONDS.toNanos(2);

  private static final long APART = TimeUnit.MILLISECONDS.toNanos(200);

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

  /** About the statement of that portion; null where it is not known. */
  static DatabaseHang of(Evidence evidence, Portion blamed) {
    return new Judgement(evidence, blamed).judge();
  }

  private static DatabaseHang probably(State state, String because) {
    return new DatabaseHang(state, Confidence.PROBABLE, because);
  }

  /** The working out of one answer. */
  private static final class Judgement {
    private final Evidence evidence;
    private final DatabaseView database;
    private final Sql asked;
    private final Map<String, Sql> read = new HashMap<>();
    private final Hanging hanging;

    Judgement(Evidence evidence, Portion blamed) {
      this.evidence = evidence;
      asked = Sql.of(blamed == null ? null : blamed.detail);
      database = evidence.database;
      hanging = hanging(blamed);
    }

    /**
     * At the last look at which the statement was stuck: until the gateway gave up, else at all;
     * else at the last look.
     */
    private Hanging hanging(Portion blamed) {
      boolean waited = blamed != null && blamed.viaPool + blamed.viaWorkers > blamed.direct;
      HangUp hangUp = evidence.gateway.hangUp;
      Hanging then = hangUp == null ? null : stuck(waited, hangUp.seenNanos);
      then = then == null ? stuck(waited, evidence.request.endNanos) : then;
      return then == null ? new Hanging(evidence, database, read) : then;
    }

    private Hanging stuck(boolean waited, long until) {
      List<DatabaseView> hangs = database.hangs;
      int step = 1 + hangs.size() / LOOKS;
      for (int i = hangs.size() - 1; i >= 0; i -= step) {
        DatabaseView look = hangs.get(i);
        boolean own = look.atNanos - evidence.request.startNanos >= 0;
        boolean asks = (own || waited) && look.atNanos - until <= 0;
        Hanging then = asks ? new Hanging(evidence, look, read) : null;
        if (then != null && tells(then)) {
          return then;
        }
      }
      return null;
    }

    private boolean tells(Hanging then) {
      return then.concerns(asked)
          || then.rowsOf(asked)
          || (then.has(asked) && silent(then) != null);
    }

    DatabaseHang judge() {
      DatabaseHang hang = said();
      hang = hang != null ? hang : refused();
      if (hang == null && denied()) {
        String said = "The database itself says that this statement waits for no lock.";
        hang = probably(State.SLOW, said);
      }
      hang = hang != null ? hang : silent(hanging);
      hang = hang != null ? hang : inferred(hanging);
      if (hang.ambiguous) {
        DatabaseHang before = justBefore();
        hang = before == null ? hang : before;
      }
      if (hang.state == State.LOCKED) {
        hang.behind = new LockOwner(evidence, hanging).of(hang.blocked);
      }
      return hang;
    }

    /** It was asked about this very hang. */
    private boolean denied() {
      DatabaseView asking = asking(hanging);
      long since = hanging.look.atNanos - hanging.ageOf(asked);
      boolean later = hanging.ageOf(asked) < 0 || asking.askedNanos - since > 0;
      return asking.inspectionFailure == null && asking.inspected && later;
    }

    /** The request's own looks, or the look at what it owes its time to. */
    private DatabaseView asking(Hanging hanging) {
      boolean before = hanging.look.atNanos - evidence.request.startNanos < 0;
      return before && database.blocked.isEmpty() ? hanging.look : database;
    }

    private DatabaseHang said() {
      DatabaseView.Blocked near = null;
      for (DatabaseView.Blocked blocked : asking(hanging).blocked) {
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

    private DatabaseHang silent(Hanging hanging) {
      long quiet = hanging.look.atNanos - hanging.look.lastCompletedNanos;
      boolean never = hanging.look.lastCompletedNanos == 0;
      if (!never && quiet < Hanging.floor(evidence)) {
        return null;
      }
      String since =
          (never
                  ? "No statement has completed at all, "
                  : "No statement of any text has completed for " + Words.time(quiet) + ", ")
              + hanging.all.size()
              + " hang";
      if (unreachable(hanging)) {
        String failure = "; our own connection failed: " + asking(hanging).inspectionFailure + ".";
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
      int unread = hanging.look.unread;
      // one may be a batch that is sent faster than it is worked off
      if (unread > 1 || (unread > 0 && !hanging.all.isEmpty())) {
        String waiting = "; the server has not read " + unread + " statements.";
        return probably(State.SILENT, since + waiting);
      }
      boolean everywhere =
          unread < 0
              && Hanging.apart(hanging.texts)
              && !hanging.others
              && (hanging.known || !never);
      String apart = ", on tables that have nothing in common.";
      return everywhere ? probably(State.SILENT, since + apart) : null;
    }

    /**
     * Who waited for a lock comes back when it is let go, but for those whose own work takes a
     * while then: they hang alone in the last look, and not in the ones just before. Null where
     * these tell no more.
     */
    private DatabaseHang justBefore() {
      List<DatabaseView> hangs = database.hangs;
      long last = hanging.look.atNanos;
      for (int i = hangs.size() - 1; i >= 0; i--) {
        DatabaseView look = hangs.get(i);
        if (last - look.atNanos < APART || hanging.look.atNanos - look.atNanos > LETTING_GO) {
          continue;
        }
        last = look.atNanos;
        Hanging then = new Hanging(evidence, look, read);
        DatabaseHang hang = hanging.goesOnFrom(then) ? inferred(then) : null;
        if (hang != null && hang.state == State.LOCKED) {
          return hang;
        }
      }
      return null;
    }

    private DatabaseHang inferred(Hanging hanging) {
      int stuck = hanging.stuck.size();
      int writes = hanging.writes();
      boolean candidate = stuck > 0 && hanging.hinted && hanging.concerns(asked);
      String hang =
          (stuck == 1 ? "A statement that is normally fast hangs" : stuck + " such statements hang")
              + ", for up to "
              + Words.time(hanging.oldestNanos)
              + ", and its text has not completed since";
      boolean unknown = !hanging.known && hanging.answered();
      boolean lives = hanging.others || unknown || hanging.look.unread == 0;
      if (candidate && lives) {
        if (writes == stuck) {
          return locked(hanging, hang + "; only writers hang, though the database lives.");
        }
        if (writes > 0 && hanging.oneTable()) {
          String both = "; readers and writers of one table hang, though the database lives.";
          return locked(hanging, hang + both);
        }
        if (Hanging.apart(hanging.stuck)) {
          String several = "; several tables are concerned, though the database lives.";
          return locked(hanging, hang + several);
        }
      }
      DatabaseView.Release release = stuck == 0 ? null : release(hanging);
      if (release != null && (lives || hanging.answered())) {
        String together =
            release.statements.size()
                + " statements that had begun over "
                + Words.time(release.spreadNanos())
                + " came back within "
                + Words.time(release.toNanos - release.fromNanos)
                + " of each other, as when a lock is let go.";
        return probably(State.LOCKED, together);
      }
      boolean long12 = hanging.oldestNanos >= TimeUnit.SECONDS.toNanos(12);
      if (candidate && long12 && hanging.oneTable() && hanging.differentTexts() >= 2) {
        return locked(hanging, hang + "; all of them are on one table.");
      }
      if (!candidate && hanging.rowsOf(asked)) {
        String rows =
            "It changes or locks rows, and has never taken so long; meanwhile the same statement is"
                + " answered for other rows.";
        return new DatabaseHang(State.LOCKED, Confidence.POSSIBLE, rows);
      }
      boolean first = stuck > 0 && !hanging.hinted && hanging.concerns(asked);
      if (first && hanging.onlyAdds() && (hanging.answered() || hanging.look.unread == 0)) {
        String adds = "It only adds rows, which takes long only behind a lock; the database lives.";
        return probably(State.LOCKED, adds);
      }
      String ask =
          (first ? "Too few calls of it were seen: whether it is slow or" : "Whether it")
              + " waits for a lock inside the database is not known;"
              + " harbinger.db.inspect=true would ask.";
      DatabaseHang slow = probably(State.SLOW, candidate || first ? ask : null);
      slow.ambiguous = candidate || first;
      return slow;
    }

    /** Of statements that hang and are normally fast; possible where few calls say so. */
    private DatabaseHang locked(Hanging hanging, String because) {
      Confidence sure = hanging.known ? Confidence.PROBABLE : Confidence.POSSIBLE;
      return new DatabaseHang(State.LOCKED, sure, because);
    }

    /** Most of those that were stuck then came back at once afterwards. */
    private DatabaseView.Release release(Hanging hanging) {
      for (DatabaseView.Release release : database.releases) {
        if (release.toNanos - hanging.look.atNanos >= 0 && hanging.mostIn(release, asked)) {
          return release;
        }
      }
      return null;
    }

    /** The inspection could not get through, rather than was not let in. */
    private boolean unreachable(Hanging hanging) {
      String failure = asking(hanging).inspectionFailure;
      return failure != null
          && !hanging.all.isEmpty()
          && !failure.contains("password")
          && !failure.contains("authentication")
          && !failure.contains("denied");
    }
  }
}
