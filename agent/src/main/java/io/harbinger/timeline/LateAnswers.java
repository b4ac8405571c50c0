package io.harbinger.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Statements that were answered after half a second or more, with the exact times, until the
 * watcher takes them out. Beyond the cap they are forgotten.
 */
public final class LateAnswers {
  private static final long LATE = 500_000_000L;
  private static final int CAP = 512;

  private final Queue<LateAnswer> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();

  /** To be called before the statement learns of it. */
  void answered(Statement statement, long nanos, long now) {
    if (nanos < LATE || size.get() >= CAP) {
      return;
    }
    size.incrementAndGet();
    queue.add(new LateAnswer(statement, now - nanos, now, statement.completedNanos()));
  }

  public boolean any() {
    return size.get() > 0;
  }

  /** All since the last call, about in the order of their ends. */
  public List<LateAnswer> take() {
    List<LateAnswer> taken = new ArrayList<>();
    for (LateAnswer next; (next = queue.poll()) != null; ) {
      size.decrementAndGet();
      taken.add(next);
    }
    return taken;
  }
}
