package io.harbinger.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * When the connections were looked at: what waits unread is seen by every look, so it can have been
 * overlooked only between two.
 *
 * <pre>
 *   look      ├1┤               ├2┤    ├3┤
 *          ─────┤
 *             ├──────unseen───────┤
 *                               ├────────┤
 *                                      ├──── to
 * </pre>
 *
 * <p>A look takes its time, and each of its rows is of some moment in it. The watcher's thread
 * alone uses it.
 */
final class LookLog {
  private static final int KEPT = 128;

  private final long[] begun = new long[KEPT];
  private final long[] done = new long[KEPT];
  private int count;

  void add(long begunNanos, long doneNanos) {
    begun[count % KEPT] = begunNanos;
    done[count++ % KEPT] = doneNanos;
  }

  /**
   * In order of time; the first begins at {@code from}.
   *
   * @param saw whether the look that began then has seen all there was
   */
  List<Unseen> unseen(long from, long to, LongPredicate saw) {
    List<Unseen> unseen = new ArrayList<>();
    long since = from;
    for (int i = Math.max(0, count - KEPT); i < count; i++) {
      long begin = begun[i % KEPT];
      long end = done[i % KEPT];
      if (end - from > 0 && end - to <= 0 && saw.test(begin)) {
        unseen.add(new Unseen(since, end));
        since = begin - from < 0 ? from : begin;
      }
    }
    unseen.add(new Unseen(since, to));
    return unseen;
  }
}
