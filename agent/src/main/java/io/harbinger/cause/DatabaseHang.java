package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import io.harbinger.timeline.Baseline;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Why statements do not come back: the database is away, silent, holds a lock, or works slowly.
 *
 * <pre>
 *   LOCKED   it says who blocks this statement (certain), or a lock error came
 *   REFUSED  a connection was refused or broken
 *   SILENT   nothing of any text completes since T, and: the inspection or a connection hangs, or a
 *            validation hangs, or statements on tables that have nothing in common hang
 *   LOCKED   statements that are normally fast hang, none of their texts completes, others did since
 *            the first one began, and they read and write one table, or all write, or hang on
 *            tables that have nothing in common (probable)
 *   SLOW     else
 * </pre>
 *
 * <p>"Hangs" = older than min(1 s, half of the request), and than 20 × its median where known. One
 * reading text that hangs alone may wait for a lock or a slow plan: without asking the database
 * that is undecidable, and said so.
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

  /** The database's own word, or null. */
  final DatabaseView.Blocked blocked;

  /** The attempt that failed or hangs, or null. */
  final DatabaseView.Connect connect;

  /** What speaks for it, and what it was not. */
  final List<String> because = new ArrayList<>();

  /** A slow answer that might be a lock as well. */
  final boolean ambiguous;

  private DatabaseHang(
      State state,
      Confidence confidence,
      DatabaseView.Blocked blocked,
      DatabaseView.Connect connect,
      boolean ambiguous,
      String because) {
    this.state = state;
    this.confidence = confidence;
    this.blocked = blocked;
    this.connect = connect;
    this.ambiguous = ambiguous;
    if (because != null) {
      this.because.add(because);
    }
  }

  /** About that statement; null where it is not known. */
  static DatabaseHang of(Evidence evidence, String statement) {
    return new Look(evidence, Sql.of(statement)).judge();
  }

  /** The working out of one judgement. */
  private static final class Look {
    private final Evidence evidence;
    private final DatabaseView database;
    private final Sql asked;
    private final long now;
    private final List<DatabaseView.Running> hanging = new ArrayList<>();
    private final List<Sql> texts = new ArrayList<>();

    Look(Evidence evidence, Sql asked) {
      this.evidence = evidence;
      this.asked = asked;
      database = evidence.database;
      now = evidence.request.endNanos;
      for (DatabaseView.Running running : database.running) {
        if (hangs(running)) {
          hanging.add(running);
          texts.add(Sql.of(running.sql));
        }
      }
    }

    DatabaseHang judge() {
      for (DatabaseView.Blocked blocked : database.blocked) {
        if (Sql.of(blocked.waitingSql).sameAs(asked)) {
          return new DatabaseHang(State.LOCKED, Confidence.CERTAIN, blocked, null, false, null);
        }
      }
      for (DatabaseView.Connect connect : database.connects) {
        if (connect.error != null && !answeredSince(connect)) {
          boolean proof = refused(connect);
          Confidence sure = proof ? Confidence.CERTAIN : Confidence.PROBABLE;
          return new DatabaseHang(State.REFUSED, sure, null, connect, false, null);
        }
      }
      for (DatabaseView.Blocked blocked : database.blocked) {
        if (Sql.of(blocked.waitingSql).touches(asked.relations)) {
          return new DatabaseHang(State.LOCKED, Confidence.PROBABLE, blocked, null, false, null);
        }
      }
      if (database.inspectionFailure == null && database.inspected) {
        String said =
            "The database itself says that no session waits for a lock of this statement.";
        return new DatabaseHang(State.SLOW, Confidence.PROBABLE, null, null, false, said);
      }
      DatabaseHang silent = silent();
      return silent != null ? silent : inferred();
    }

    private DatabaseHang silent() {
      long quiet = now - database.lastCompletedNanos;
      if (database.lastCompletedNanos != 0 && quiet < floor()) {
        return null;
      }
      String since =
          database.lastCompletedNanos == 0
              ? "No statement has completed at all"
              : "No statement of any text has completed for " + Words.time(quiet);
      since += ", " + hanging.size() + " hang";
      if (unreachable()) {
        return quietly(since + "; our own connection failed: " + database.inspectionFailure + ".");
      }
      for (DatabaseView.Connect connect : database.connects) {
        if (connect.nanos >= floor()) {
          return quietly(
              since + "; a connection attempt hangs for " + Words.time(connect.nanos) + ".");
        }
      }
      for (Sql text : texts) {
        if (text.trivial()) {
          return quietly(since + ", even " + text.brief() + ", which needs no table.");
        }
      }
      boolean everywhere = hanging.size() >= 2 && disjoint(texts) && !others();
      return everywhere ? quietly(since + ", on tables that have nothing in common.") : null;
    }

    private static DatabaseHang quietly(String because) {
      return new DatabaseHang(State.SILENT, Confidence.PROBABLE, null, null, false, because);
    }

    private DatabaseHang inferred() {
      List<Sql> stuck = new ArrayList<>();
      boolean known = false;
      long oldest = now;
      for (int i = 0; i < hanging.size(); i++) {
        DatabaseView.Running running = hanging.get(i);
        Baseline usual = Usual.of(evidence, Kind.DB, running.sql);
        boolean since = usual.count > 0 && usual.lastCompletedNanos > first(running.sql);
        if (!since) {
          stuck.add(texts.get(i));
          known |= usual.count >= 5;
          oldest = Math.min(oldest, running.sinceNanos);
        }
      }
      boolean mine = false;
      int reads = 0;
      int writes = 0;
      Set<String> readers = new HashSet<>();
      for (Sql text : stuck) {
        mine |= text.sameAs(asked) || text.touches(asked.relations);
        if (text.writes()) {
          writes++;
        } else {
          reads++;
          readers.add(text.text);
        }
      }
      boolean common = common(stuck);
      boolean candidates = mine && known && stuck.size() >= 2;
      String hang = stuck.size() + " statements that are normally fast hang, for up to ";
      hang += Words.time(now - oldest) + ", none of their texts has completed since";
      if (candidates && others()) {
        if (reads > 0 && writes > 0 && common) {
          return locked(hang + ", both reading and writing one table, while others are answered.");
        }
        if (reads == 0) {
          return locked(hang + ", all of them writing, while others are answered.");
        }
        if (disjoint(stuck)) {
          return locked(hang + ", on several tables, while others are answered.");
        }
      }
      boolean many = readers.size() >= 2 && now - oldest >= TimeUnit.SECONDS.toNanos(12);
      if (candidates && common && many) {
        return locked(hang + ", all on one table.");
      }
      String ask =
          mine && !database.inspected
              ? "Whether it waits for a lock inside the database is not known;"
                  + " harbinger.db.inspect=true would ask."
              : null;
      return new DatabaseHang(State.SLOW, Confidence.PROBABLE, null, null, mine && known, ask);
    }

    private static DatabaseHang locked(String because) {
      return new DatabaseHang(State.LOCKED, Confidence.PROBABLE, null, null, false, because);
    }

    private boolean hangs(DatabaseView.Running running) {
      long age = now - running.sinceNanos;
      Baseline usual = Usual.of(evidence, Kind.DB, running.sql);
      boolean known = usual.count >= 5 && usual.medianNanos >= 0;
      return age >= floor() && (!known || age >= 20 * usual.medianNanos);
    }

    private boolean answeredSince(DatabaseView.Connect connect) {
      long last = database.lastCompletedNanos;
      return last != 0 && last - (connect.startNanos + connect.nanos) > 0;
    }

    /** The inspection could not get through, rather than was not let in. */
    private boolean unreachable() {
      String failure = database.inspectionFailure;
      return failure != null
          && !hanging.isEmpty()
          && !failure.contains("password")
          && !failure.contains("authentication")
          && !failure.contains("denied");
    }

    /** Somebody was answered after a hanging statement, normally fast, had begun. */
    private boolean others() {
      for (DatabaseView.Running running : hanging) {
        Baseline usual = Usual.of(evidence, Kind.DB, running.sql);
        long grace = Math.max(TimeUnit.MILLISECONDS.toNanos(100), 5 * usual.medianNanos);
        if (usual.count >= 5 && database.lastCompletedNanos - running.sinceNanos > grace) {
          return database.lastCompletedNanos != 0;
        }
      }
      return false;
    }

    private long first(String sql) {
      long first = now;
      for (DatabaseView.Running running : hanging) {
        first = running.sql.equals(sql) ? Math.min(first, running.sinceNanos) : first;
      }
      return first;
    }

    private long floor() {
      return Math.min(TimeUnit.SECONDS.toNanos(1), evidence.request.elapsedNanos() / 2);
    }

    private static boolean common(List<Sql> texts) {
      if (texts.isEmpty()) {
        return false;
      }
      Set<String> shared = new HashSet<>(texts.get(0).relations);
      for (Sql text : texts) {
        shared.retainAll(text.relations);
      }
      return !shared.isEmpty();
    }

    /** Two of them have no table in common. */
    private static boolean disjoint(List<Sql> texts) {
      for (Sql one : texts) {
        for (Sql other : texts) {
          boolean told = !one.relations.isEmpty() && !other.relations.isEmpty();
          if (told && !one.touches(other.relations)) {
            return true;
          }
        }
      }
      return false;
    }

    private static boolean refused(DatabaseView.Connect connect) {
      String state = connect.sqlState == null ? "" : connect.sqlState;
      return connect.error.contains("refused")
          || state.startsWith("57P")
          || state.startsWith("08")
          || state.equals("53300");
    }
  }
}
