package io.harbinger.cause;

import io.harbinger.timeline.SegmentView;
import java.util.concurrent.TimeUnit;

/**
 * The queue that a stop of the whole process leaves behind: all who came meanwhile ask for a
 * connection or a thread at once, and the holders are healthy again.
 *
 * <pre>
 *   ├── stop S ──┤ ≤ 2 · S ├── wait for healthy holders ──┤      S ≥ 0.3 s, S ≥ 0.3 · wait
 * </pre>
 *
 * <p>S is the sum of the stalls from twice the wait before its beginning on; the reason that has
 * most of it is to blame for the wait. Not where borrowers had to wait before, too.
 */
final class Aftermath {
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(300);
  private static final double OF_WAIT = 0.3;

  private Aftermath() {}

  /** Null where it is none. */
  static Doing of(Evidence evidence, SegmentView wait, long net, boolean pool) {
    if (pool && !Tenure.enoughBefore(evidence, wait.detail)) {
      return null;
    }
    long from = wait.startNanos - 2 * Math.max(net, SHORTEST);
    Standstill stop = Standstill.of(evidence.recentStalls, from, wait.startNanos);
    boolean near = wait.startNanos - stop.endNanos <= 2 * stop.nanos;
    boolean enough = stop.nanos >= SHORTEST && stop.nanos >= OF_WAIT * net;
    return enough && near ? Doing.of(stop.most) : null;
  }
}
