package io.harbinger.cause;

import io.harbinger.signal.Stall;
import io.harbinger.timeline.SegmentView;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
    Map<Stall.Reason, Long> sums = new EnumMap<>(Stall.Reason.class);
    long sum = 0;
    long end = from;
    List<Stall> all = new ArrayList<>(evidence.stallsBefore);
    all.addAll(evidence.stalls);
    for (Stall stall : all) {
      long part = stall.overlap(from, wait.startNanos);
      if (part > 0) {
        sums.merge(stall.reason, part, Long::sum);
        sum += part;
        end = Math.max(end, Math.min(stall.endNanos, wait.startNanos));
      }
    }
    boolean near = wait.startNanos - end <= 2 * sum;
    return sum >= SHORTEST && sum >= OF_WAIT * net && near ? Doing.of(most(sums)) : null;
  }

  private static Stall.Reason most(Map<Stall.Reason, Long> sums) {
    Stall.Reason most = null;
    for (Map.Entry<Stall.Reason, Long> one : sums.entrySet()) {
      most = most == null || one.getValue() > sums.get(most) ? one.getKey() : most;
    }
    return most;
  }
}
