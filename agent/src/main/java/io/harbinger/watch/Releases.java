package io.harbinger.watch;

import io.harbinger.cause.DatabaseView;
import io.harbinger.timeline.RunningStatement;
import io.harbinger.timeline.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Statements that hung and came back together: what a lock does that is let go, and a slow plan
 * does not.
 *
 * <pre>
 *   began      |      |    |          |         spread ≥ 0.3 s, and ≥ 3 × the window
 *   came back                      |||          window: two looks, ≤ 0.4 s
 * </pre>
 *
 * <p>At least three, each answered without error; none of their texts was answered since the oldest
 * began, and none hangs any more. Looks that lie apart tell nothing: then it was the JVM that stood
 * still. The watcher's thread alone uses it.
 */
final class Releases {
  private static final long HUNG = 500_000_000L;
  private static final long SPREAD = 300_000_000L;
  private static final long WINDOW = 400_000_000L;
  private static final long ON_THE_WAY = 200_000_000L;
  private static final int LEAST = 3;
  private static final int CAPACITY = 32;

  /** One that was there in a look and not in the next. */
  private static final class Back {
    final DatabaseView.Running running;
    final long fromNanos;

    Back(DatabaseView.Running running, long fromNanos) {
      this.running = running;
      this.fromNanos = fromNanos;
    }
  }

  private final ArrayDeque<DatabaseView.Release> found = new ArrayDeque<>();
  private final List<Back> back = new ArrayList<>();
  private List<RunningStatement> before = Collections.emptyList();

  /** The same, as the look had them. */
  private List<DatabaseView.Running> shown = Collections.emptyList();

  private long beforeNanos;

  void look(DatabaseView look, List<RunningStatement> running) {
    long now = look.atNanos;
    back.removeIf(one -> now - one.fromNanos > WINDOW);
    boolean fresh = false;
    for (int i = 0; i < before.size(); i++) {
      RunningStatement one = before.get(i);
      boolean hung = beforeNanos - one.sinceNanos >= HUNG && now - beforeNanos <= WINDOW;
      if (hung && answered(one.statement) && !contains(running, one)) {
        back.add(new Back(shown.get(i), beforeNanos));
        fresh = true;
      }
    }
    before = running;
    shown = look.running;
    beforeNanos = now;
    if (fresh && back.size() >= LEAST) {
      judge(now);
    }
  }

  /** Of those that began to come back not later than {@code until}. */
  List<DatabaseView.Release> between(long from, long until) {
    List<DatabaseView.Release> some = new ArrayList<>();
    for (DatabaseView.Release release : found) {
      if (release.toNanos - from >= 0 && release.fromNanos - until <= 0) {
        some.add(release);
      }
    }
    return some;
  }

  private void judge(long now) {
    List<DatabaseView.Running> statements = new ArrayList<>();
    Set<String> texts = new HashSet<>();
    long first = back.get(0).fromNanos;
    long oldest = back.get(0).running.sinceNanos;
    for (Back one : back) {
      statements.add(one.running);
      texts.add(one.running.sql);
      first = Math.min(first, one.fromNanos);
      oldest = Math.min(oldest, one.running.sinceNanos);
    }
    DatabaseView.Release release = new DatabaseView.Release(first, now, statements);
    long spread = release.spreadNanos();
    boolean together = spread >= SPREAD && spread >= 3 * (now - first);
    if (together && !answeredBefore(oldest) && !hangs(texts, now)) {
      if (!found.isEmpty() && found.getLast().toNanos - first > 0) {
        found.removeLast(); // the same one, seen whole now
      }
      if (found.size() == CAPACITY) {
        found.removeFirst();
      }
      found.add(release);
    }
  }

  /** One of their texts was answered in between: they waited for different things. */
  private boolean answeredBefore(long oldest) {
    for (Back one : back) {
      long last = one.running.completedNanos;
      boolean inTheWindow = last - back.get(0).fromNanos >= 0;
      if (last != 0 && last - oldest > ON_THE_WAY && !inTheWindow) {
        return true;
      }
    }
    return false;
  }

  private boolean hangs(Set<String> texts, long now) {
    for (RunningStatement one : before) {
      if (now - one.sinceNanos >= HUNG && texts.contains(one.statement.text)) {
        return true;
      }
    }
    return false;
  }

  private boolean answered(Statement statement) {
    long last = statement.completedNanos();
    return last != 0 && last - beforeNanos >= 0;
  }

  private static boolean contains(List<RunningStatement> running, RunningStatement wanted) {
    for (RunningStatement one : running) {
      if (one.sinceNanos == wanted.sinceNanos && one.threadId == wanted.threadId) {
        return true;
      }
    }
    return false;
  }
}
