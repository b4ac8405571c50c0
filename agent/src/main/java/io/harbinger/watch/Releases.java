package io.harbinger.watch;

import io.harbinger.cause.DatabaseView;
import io.harbinger.timeline.RunningStatement;
import io.harbinger.timeline.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Statements that hung and came back together: what a lock does that is let go, and a slow plan
 * does not.
 *
 * <pre>
 *   began      |      |    |          |         spread ≥ 0.3 s, and ≥ 3 × the window
 *   came back                      |||          window: two looks, ≤ 0.4 s
 * </pre>
 *
 * <p>At least three, each answered without error, and none of their texts hangs any more. Looks
 * that lie apart tell nothing: then it was the JVM that stood still. The watcher's thread alone
 * uses it.
 */
final class Releases {
  private static final long HUNG = 500_000_000L;
  private static final long SPREAD = 300_000_000L;
  private static final long WINDOW = 400_000_000L;
  private static final int LEAST = 3;
  private static final int CAPACITY = 32;

  /** One that was there in a look and not in the next. */
  private static final class Back {
    final RunningStatement statement;
    final long fromNanos;

    Back(RunningStatement statement, long fromNanos) {
      this.statement = statement;
      this.fromNanos = fromNanos;
    }
  }

  private final ArrayDeque<DatabaseView.Release> found = new ArrayDeque<>();
  private final List<Back> back = new ArrayList<>();
  private List<RunningStatement> before = Collections.emptyList();
  private long beforeNanos;

  void look(DatabaseView look, List<RunningStatement> running) {
    long now = look.atNanos;
    back.removeIf(one -> now - one.fromNanos > WINDOW);
    boolean fresh = false;
    for (RunningStatement one : before) {
      boolean hung = beforeNanos - one.sinceNanos >= HUNG && now - beforeNanos <= WINDOW;
      if (hung && answered(one.statement) && !contains(running, one)) {
        back.add(new Back(one, beforeNanos));
        fresh = true;
      }
    }
    before = running;
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
    List<String> texts = new ArrayList<>();
    long first = back.get(0).fromNanos;
    long oldest = back.get(0).statement.sinceNanos;
    long youngest = oldest;
    for (Back one : back) {
      String text = one.statement.statement.text;
      if (!texts.contains(text)) {
        texts.add(text);
      }
      first = Math.min(first, one.fromNanos);
      oldest = Math.min(oldest, one.statement.sinceNanos);
      youngest = Math.max(youngest, one.statement.sinceNanos);
    }
    long spread = youngest - oldest;
    if (spread >= SPREAD && spread >= 3 * (now - first) && !hangs(texts, now)) {
      if (!found.isEmpty() && found.getLast().toNanos - first > 0) {
        found.removeLast(); // the same one, seen whole now
      }
      if (found.size() == CAPACITY) {
        found.removeFirst();
      }
      found.add(new DatabaseView.Release(first, now, texts, back.size(), spread));
    }
  }

  private boolean hangs(List<String> texts, long now) {
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
