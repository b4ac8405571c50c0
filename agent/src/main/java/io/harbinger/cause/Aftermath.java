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
 * <p>S is the sum of the stalls from twice the wait before its beginning on; or of all of late,
 * where the queue began with a stop and has stood ever since. The reason that has most of it is to
 * blame for the wait. Not where borrowers had to wait before, too.
 */
final class Aftermath {
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(300);
  private static final double OF_WAIT = 0.3;

  /** Around a queue's beginning: a stop there has made it. */
  private static final long AROUND = TimeUnit.SECONDS.toNanos(1);

  private Aftermath() {}

  /** Null where it is none. */
  static Doing of(Evidence evidence, SegmentView wait, long net, boolean pool) {
    if (pool && !Tenure.enoughBefore(evidence, wait.detail)) {
      return null;
    }
    long near = wait.startNanos - 2 * Math.max(net, SHORTEST);
    Doing stop = left(evidence, near, wait.startNanos, net);
    if (stop != null) {
      return stop;
    }
    long began = began(evidence, wait.detail, wait.startNanos);
    boolean withStop = stopped(evidence, began - AROUND, began + AROUND).nanos >= SHORTEST;
    return withStop ? left(evidence, began - Evidence.BEFORE, wait.startNanos, net) : null;
  }

  private static Doing left(Evidence evidence, long from, long to, long net) {
    Standstill stop = stopped(evidence, from, to);
    boolean near = to - stop.mostEndNanos <= 2 * stop.nanos;
    boolean enough = stop.nanos >= SHORTEST && stop.nanos >= OF_WAIT * net;
    return enough && near ? Doing.of(stop.most) : null;
  }

  private static Standstill stopped(Evidence evidence, long from, long to) {
    return Standstill.of(evidence.recentStalls, from, to);
  }

  /** When the queue began that a wait joined; while all stands still nobody sees whether it is. */
  private static long began(Evidence evidence, String resource, long joined) {
    long began = joined;
    for (int i = evidence.waits.size() - 1; i >= 0; i--) {
      Wait look = evidence.waits.get(i);
      if (look.atNanos - joined > 0 || !look.resource.equals(resource)) {
        continue;
      }
      long unseen = began - look.atNanos;
      if (unseen - stopped(evidence, look.atNanos, began).nanos > Votes.PAUSE) {
        break;
      }
      began = look.atNanos;
    }
    return began;
  }
}
