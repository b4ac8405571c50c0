package io.harbinger.watch;

import io.harbinger.cause.DatabaseView;
import io.harbinger.timeline.LateAnswer;
import io.harbinger.timeline.RunningStatement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Statements that hung and came back together: what a lock does that is let go, and a slow plan
 * does not.
 *
 * <pre>
 *   began      |      |    |          |
 *   came back                        |||     within 0.4 s, at least three, and
 *                                            how long they took differs by ≥ 20 ms (σ), and
 *                                            ≥ 2.5 times as much as when they came back
 * </pre>
 *
 * <p>None of their texts was answered since the oldest began, and none hangs any more. Looks that
 * lie apart tell nothing: then it was the JVM that stood still. The watcher's thread alone uses it.
 */
final class Releases {
  private static final long HUNG = 500_000_000L;
  private static final long WINDOW = 400_000_000L;
  private static final long ON_THE_WAY = 200_000_000L;
  private static final double SPREAD = 20e6;
  private static final double FACTOR = 2.5;
  private static final int LEAST = 3;
  private static final int CAPACITY = 32;

  private final ArrayDeque<DatabaseView.Release> found = new ArrayDeque<>();

  /** Of the last moments, in the order of their ends. */
  private final List<LateAnswer> back = new ArrayList<>();

  private long lookedNanos;

  /**
   * @param late what came back since the last look
   * @param running what is in flight now
   */
  void look(List<LateAnswer> late, List<RunningStatement> running, long now) {
    boolean apart = now - lookedNanos > WINDOW;
    lookedNanos = now;
    if (apart) {
      back.clear();
      return;
    }
    back.addAll(late);
    if (late.isEmpty()) {
      return;
    }
    // threads that end within microseconds of each other tell of it in any order
    back.sort((a, b) -> Long.signum(a.endNanos - b.endNanos));
    long last = back.get(back.size() - 1).endNanos;
    back.removeIf(one -> last - one.endNanos > WINDOW);
    if (back.size() >= LEAST && together() && !answeredBetween() && !hangs(running, now)) {
      add(last);
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

  private boolean together() {
    List<Long> ends = new ArrayList<>();
    List<Long> lengths = new ArrayList<>();
    long first = back.get(0).endNanos;
    for (LateAnswer one : back) {
      ends.add(one.endNanos - first);
      lengths.add(one.endNanos - one.startNanos);
    }
    double spread = deviation(lengths);
    return spread >= SPREAD && spread >= FACTOR * deviation(ends);
  }

  private static double deviation(List<Long> values) {
    double mean = 0;
    for (long value : values) {
      mean += (double) value / values.size();
    }
    double squares = 0;
    for (long value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.size());
  }

  /** One of their texts was answered in between: they waited for different things. */
  private boolean answeredBetween() {
    long first = back.get(0).endNanos;
    long oldest = first;
    for (LateAnswer one : back) {
      oldest = Math.min(oldest, one.startNanos);
    }
    for (LateAnswer one : back) {
      long before = one.answeredBefore;
      if (before != 0 && before - oldest > ON_THE_WAY && before - first < 0) {
        return true;
      }
    }
    return false;
  }

  private boolean hangs(List<RunningStatement> running, long now) {
    Set<String> texts = new HashSet<>();
    for (LateAnswer one : back) {
      texts.add(one.statement.text());
    }
    for (RunningStatement one : running) {
      if (now - one.sinceNanos >= HUNG && texts.contains(one.statement.text())) {
        return true;
      }
    }
    return false;
  }

  private void add(long last) {
    List<DatabaseView.Running> statements = new ArrayList<>();
    for (LateAnswer one : back) {
      statements.add(
          new DatabaseView.Running(one.statement.text(), one.startNanos, "", one.answeredBefore));
    }
    long first = back.get(0).endNanos;
    if (!found.isEmpty() && found.getLast().toNanos - first >= 0) {
      found.removeLast(); // the same one, seen whole now
    }
    if (found.size() == CAPACITY) {
      found.removeFirst();
    }
    found.add(new DatabaseView.Release(first, last, statements));
  }
}
