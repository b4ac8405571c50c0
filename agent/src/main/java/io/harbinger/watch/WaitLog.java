package io.harbinger.watch;

import io.harbinger.cause.Wait;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The last looks at scarce things that somebody waited for; the watcher's thread alone uses it. */
final class WaitLog {
  private static final int CAPACITY = 1_200;

  private final ArrayDeque<Wait> looks = new ArrayDeque<>();

  void add(Wait wait) {
    if (looks.size() == CAPACITY) {
      looks.removeFirst();
    }
    looks.addLast(wait);
  }

  /** In order of time. */
  List<Wait> between(long from, long to) {
    List<Wait> found = new ArrayList<>();
    for (Wait wait : looks) {
      if (wait.atNanos - from >= 0 && wait.atNanos - to <= 0) {
        found.add(wait);
      }
    }
    return found;
  }
}
