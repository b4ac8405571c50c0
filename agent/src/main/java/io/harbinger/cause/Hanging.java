package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import io.harbinger.timeline.Baseline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The statements of the whole process that hang, and what they have in common.
 *
 * <pre>
 *   hangs  = older than min(1 s, half of the request), and than 20 × its median where known
 *   stuck  = hangs, and its text has not completed since the first of that text began to hang
 *   others = somebody was answered after a hanging, normally fast statement had begun
 * </pre>
 */
final class Hanging {
  final List<DatabaseView.Running> all = new ArrayList<>();
  final List<Sql> texts = new ArrayList<>();
  final List<Sql> stuck = new ArrayList<>();

  /** Age of the oldest stuck one. */
  final long oldestNanos;

  /** Of some stuck one it is known that it is normally fast. */
  final boolean known;

  final boolean others;

  private final Map<String, Sql> read = new HashMap<>();
  private final Evidence evidence;
  private final long now;

  Hanging(Evidence evidence) {
    this.evidence = evidence;
    now = evidence.request.endNanos;
    for (DatabaseView.Running running : evidence.database.running) {
      if (hangs(running)) {
        all.add(running);
        texts.add(read.computeIfAbsent(running.sql, Sql::of));
      }
    }
    long oldest = 0;
    boolean fast = false;
    for (int i = 0; i < all.size(); i++) {
      Baseline usual = usual(all.get(i));
      if (!completedSince(usual, first(all.get(i).sql))) {
        stuck.add(texts.get(i));
        fast |= usual.count >= 5;
        oldest = Math.max(oldest, now - all.get(i).sinceNanos);
      }
    }
    oldestNanos = oldest;
    known = fast;
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

  /** What is usual is known as of now, later than the look: what completed after it is left out. */
  private boolean completedSince(Baseline usual, long first) {
    long last = usual.lastCompletedNanos;
    return usual.count > 0 && last - first > 0 && last <= evidence.database.lastCompletedNanos;
  }

  private boolean hangs(DatabaseView.Running running) {
    long age = now - running.sinceNanos;
    Baseline usual = usual(running);
    boolean fast = usual.count >= 5 && usual.medianNanos >= 0;
    return age >= floor(evidence) && (!fast || age >= 20 * usual.medianNanos);
  }

  private boolean others() {
    long last = evidence.database.lastCompletedNanos;
    for (DatabaseView.Running running : all) {
      Baseline usual = usual(running);
      long grace = Math.max(TimeUnit.MILLISECONDS.toNanos(100), 5 * usual.medianNanos);
      if (last != 0 && usual.count >= 5 && last - running.sinceNanos > grace) {
        return true;
      }
    }
    return false;
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
