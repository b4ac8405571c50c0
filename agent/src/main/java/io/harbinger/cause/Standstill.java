package io.harbinger.cause;

import io.harbinger.signal.Stall;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** For how long the whole process stood still in a stretch, and what stopped it most. */
final class Standstill {
  final long nanos;

  /** Null where it never did. */
  final Stall.Reason most;

  final long mostNanos;

  /** The last moment of that within the stretch; the stretch's beginning where there is none. */
  final long mostEndNanos;

  private Standstill(long nanos, Stall.Reason most, long mostNanos, long mostEndNanos) {
    this.nanos = nanos;
    this.most = most;
    this.mostNanos = mostNanos;
    this.mostEndNanos = mostEndNanos;
  }

  static Standstill of(List<Stall> stalls, long from, long to) {
    Map<Stall.Reason, Long> sums = new EnumMap<>(Stall.Reason.class);
    Map<Stall.Reason, Long> ends = new EnumMap<>(Stall.Reason.class);
    long sum = 0;
    for (Stall stall : stalls) {
      long part = stall.overlap(from, to);
      if (part > 0) {
        sums.merge(stall.reason, part, Long::sum);
        sum += part;
        ends.merge(stall.reason, Math.min(stall.endNanos, to), Math::max);
      }
    }
    Stall.Reason most = null;
    for (Map.Entry<Stall.Reason, Long> one : sums.entrySet()) {
      most = most == null || one.getValue() > sums.get(most) ? one.getKey() : most;
    }
    return most == null
        ? new Standstill(0, null, 0, from)
        : new Standstill(sum, most, sums.get(most), ends.get(most));
  }
}
