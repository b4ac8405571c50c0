package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import io.harbinger.timeline.Baseline;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The statements of the whole process that hang, and what they have in common.
 *
 * <pre>
 *   hangs  = older than min(1 s, half of the request), and where its median is known than 20 × that,
 *            or 5 × and twice its 99th percentile
 *   stuck  = hangs, and its text has not completed since the first of that text began to hang,
 *            but for those on their way then
 *   rows   = changes or locks rows, is 100 × its 99th percentile old, and its text is answered
 *   others = somebody was answered after a hanging, normally fast statement had begun
 *
 *   all of it as of one look
 * </pre>
 */
final class Hanging {
  /**
   * So many times as long as a statement nearly always takes: no other plan or row explains that.
   */
  private static final int FAR = 100;

  final List<DatabaseView.Running> all = new ArrayList<>();
  final List<Sql> texts = new ArrayList<>();
  final List<Sql> stuck = new ArrayList<>();

  /** Age of the oldest stuck one. */
  final long oldestNanos;

  /** Of some stuck one it is known that it is normally fast. */
  final boolean known;

  /** Of some stuck one it is at least known that its few calls took nothing beside this. */
  final boolean hinted;

  final boolean others;

  final DatabaseView look;

  private final List<Sql> inFlight = new ArrayList<>();

  private final Map<String, Sql> read;
  private final Evidence evidence;
  private final long now;

  /**
   * @param read texts read already, since looks have them in common
   */
  Hanging(Evidence evidence, DatabaseView look, Map<String, Sql> read) {
    this.evidence = evidence;
    this.look = look;
    this.read = read;
    now = look.atNanos;
    for (DatabaseView.Running running : look.running) {
      Sql text = read.computeIfAbsent(running.sql, Sql::of);
      if (now - running.sinceNanos >= floor(evidence)) {
        inFlight.add(text);
      }
      if (hangs(running)) {
        all.add(running);
        texts.add(text);
      }
    }
    long oldest = 0;
    boolean fast = false;
    boolean maybe = false;
    for (int i = 0; i < all.size(); i++) {
      Baseline usual = usual(all.get(i));
      if (!completedSince(all.get(i))) {
        stuck.add(texts.get(i));
        fast |= usual.count >= Usual.SOME;
        long age = now - all.get(i).sinceNanos;
        maybe |= usual.count >= 2 && age >= 200 * Math.max(1, usual.p99Nanos);
        oldest = Math.max(oldest, now - all.get(i).sinceNanos);
      }
    }
    oldestNanos = oldest;
    known = fast;
    hinted = fast || maybe;
    others = others();
  }

  static long floor(Evidence evidence) {
    return Math.min(TimeUnit.SECONDS.toNanos(1), evidence.request.elapsedNanos() / 2);
  }

  boolean concerns(Sql statement) {
    for (Sql text : stuck) {
      if (text.sameAs(statement) || text.touches(statement.relations)) {
        return true;
      }
    }
    return false;
  }

  int writes() {
    int writes = 0;
    for (Sql text : stuck) {
      writes += text.writes() ? 1 : 0;
    }
    return writes;
  }

  int differentTexts() {
    Set<String> different = new HashSet<>();
    for (Sql text : stuck) {
      different.add(text.text);
    }
    return different.size();
  }

  /** One table is in all stuck statements. */
  boolean oneTable() {
    if (stuck.isEmpty()) {
      return false;
    }
    Set<String> shared = new HashSet<>(stuck.get(0).relations);
    for (Sql text : stuck) {
      shared.retainAll(text.relations);
    }
    return !shared.isEmpty();
  }

  /** Two of them have no table in common. */
  static boolean apart(List<Sql> texts) {
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

  /** It is in flight, and not just now. */
  boolean has(Sql statement) {
    for (Sql text : inFlight) {
      if (text.sameAs(statement)) {
        return true;
      }
    }
    return false;
  }

  /** Four of five stuck ones that have to do with the statement came back then. */
  boolean mostIn(DatabaseView.Release release, Sql statement) {
    int concerned = 0;
    int back = 0;
    for (int i = 0; i < all.size(); i++) {
      Sql text = texts.get(i);
      boolean alike = text.sameAs(statement) || text.touches(statement.relations);
      if (alike && stuck.contains(text)) {
        concerned++;
        back += release.has(all.get(i)) ? 1 : 0;
      }
    }
    return concerned > 0 && back * 5 >= concerned * 4;
  }

  /** Something that is stuck now was in flight and stuck then. */
  boolean goesOnFrom(Hanging earlier) {
    for (int i = 0; i < all.size(); i++) {
      DatabaseView.Running running = all.get(i);
      for (DatabaseView.Running then : earlier.all) {
        boolean same = then.sinceNanos == running.sinceNanos && then.sql.equals(running.sql);
        if (same && stuck.contains(texts.get(i)) && earlier.stuck.contains(texts.get(i))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Age of the oldest stuck one that has to do with that statement; -1 without. */
  long ageOf(Sql statement) {
    long oldest = -1;
    for (int i = 0; i < all.size(); i++) {
      boolean concerned =
          texts.get(i).sameAs(statement) || texts.get(i).touches(statement.relations);
      if (concerned && stuck.contains(texts.get(i))) {
        oldest = Math.max(oldest, now - all.get(i).sinceNanos);
      }
    }
    return oldest;
  }

  /**
   * It changes or locks rows and takes far longer than ever, while the same text goes on being
   * answered: for other rows.
   */
  boolean rowsOf(Sql statement) {
    for (int i = 0; i < all.size(); i++) {
      DatabaseView.Running running = all.get(i);
      Baseline usual = usual(running);
      boolean far =
          usual.count >= Usual.ENOUGH
              && now - running.sinceNanos >= FAR * Math.max(1, usual.p99Nanos);
      if (far
          && texts.get(i).writes()
          && texts.get(i).sameAs(statement)
          && completedSince(running)) {
        return true;
      }
    }
    return false;
  }

  /** Somebody was answered after the youngest had begun, whatever is known of them. */
  boolean answered() {
    long grace = TimeUnit.MILLISECONDS.toNanos(100);
    for (DatabaseView.Running running : all) {
      if (look.lastCompletedNanos == 0 || look.lastCompletedNanos - running.sinceNanos <= grace) {
        return false;
      }
    }
    return !all.isEmpty();
  }

  /** All that is stuck adds given rows, which has no plan that could be slow. */
  boolean onlyAdds() {
    for (Sql text : stuck) {
      if (!text.adds()) {
        return false;
      }
    }
    return !stuck.isEmpty();
  }

  private boolean completedSince(DatabaseView.Running running) {
    long after = running.completedNanos - first(running.sql);
    return running.completedNanos != 0 && after > grace(usual(running));
  }

  private boolean hangs(DatabaseView.Running running) {
    long age = now - running.sinceNanos;
    Baseline usual = usual(running);
    boolean fast = usual.count >= Usual.SOME && usual.medianNanos >= 0;
    boolean beyond =
        usual.count >= Usual.ENOUGH && age >= 5 * usual.medianNanos && age >= 2 * usual.p99Nanos;
    return age >= floor(evidence) && (!fast || beyond || age >= 20 * usual.medianNanos);
  }

  private boolean others() {
    long last = look.lastCompletedNanos;
    for (DatabaseView.Running running : all) {
      Baseline usual = usual(running);
      if (last != 0 && usual.count >= Usual.SOME && last - running.sinceNanos > grace(usual)) {
        return true;
      }
    }
    return false;
  }

  /** So long after a statement had begun, others were answered that went before it. */
  private static long grace(Baseline usual) {
    return Math.max(TimeUnit.MILLISECONDS.toNanos(100), 5 * usual.medianNanos);
  }

  private long first(String sql) {
    long first = now;
    for (DatabaseView.Running running : all) {
      first = running.sql.equals(sql) ? Math.min(first, running.sinceNanos) : first;
    }
    return first;
  }

  private Baseline usual(DatabaseView.Running running) {
    return evidence.usual(Kind.DB, running.sql);
  }
}
