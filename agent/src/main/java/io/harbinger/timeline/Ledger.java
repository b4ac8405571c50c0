package io.harbinger.timeline;

import io.harbinger.bridge.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where the time of a request went; the values always add up to its elapsed time.
 *
 * <pre>
 *   elapsed = stalls of the whole JVM
 *           + segments of its own thread, the innermost first
 *           + its short segments, of which only the sum is known
 *           + what the watcher saw its own thread do (lock, cpu, write, fetch)
 *           + segments of other threads that worked for it
 *           + the rest, unexplained: other
 * </pre>
 *
 * <p>Each line gets only time that the lines above have left. Short segments have no place in time:
 * they reduce what may be given to the lines below them.
 */
public final class Ledger {
  /** A stretch of a kind; {@code nanoTime} values. */
  public static final class Interval {
    final Kind kind;
    final long start;
    final long end;

    public Interval(Kind kind, long start, long end) {
      this.kind = kind;
      this.start = start;
      this.end = end;
    }
  }

  private final long start;
  private final Map<Kind, Long> booked = new EnumMap<>(Kind.class);

  /** Stretches that nothing explains yet, as offsets from the start: from, to, from, to, … */
  private long[] free;

  private int freeCount;

  /** What may still be booked; less than the free stretches by the short segments. */
  private long budget;

  private Ledger(long start, long elapsed) {
    this.start = start;
    free = new long[] {0, elapsed};
    freeCount = elapsed > 0 ? 2 : 0;
    budget = elapsed;
  }

  public static Map<Kind, Long> of(
      RequestView request, List<Interval> stalls, List<SegmentView> observed) {
    Ledger ledger = new Ledger(request.startNanos, Math.max(0, request.elapsedNanos()));
    for (Interval stall : stalls) {
      ledger.book(stall.kind, stall.start, stall.end);
    }
    for (LaneView lane : request.lanes) {
      if (lane.index == 0) {
        ledger.bookSegments(lane.segments, request.endNanos);
        ledger.bookFolded(lane, Long.MAX_VALUE);
      }
    }
    ledger.bookSegments(observed, request.endNanos);
    for (LaneView lane : request.lanes) {
      if (lane.index != 0) {
        ledger.bookSegments(lane.segments, request.endNanos);
        ledger.bookFolded(lane, ledger.freeWithin(lane.startNanos, lane.endNanos));
      }
    }
    ledger.add(Kind.OTHER, ledger.budget);
    return ledger.booked;
  }

  private void bookSegments(List<SegmentView> segments, long now) {
    int deepest = 0;
    for (SegmentView segment : segments) {
      deepest = Math.max(deepest, segment.depth);
    }
    for (int depth = deepest; depth >= 0; depth--) {
      for (SegmentView segment : segments) {
        if (segment.depth == depth) {
          book(segment.kind, segment.startNanos, segment.open ? now : segment.endNanos);
        }
      }
    }
  }

  private void bookFolded(LaneView lane, long limit) {
    long left = limit;
    for (Map.Entry<Kind, Long> folded : lane.foldedNanos.entrySet()) {
      long nanos = Math.max(0, Math.min(folded.getValue(), left));
      add(folded.getKey(), nanos);
      left -= nanos;
    }
  }

  private long freeWithin(long from, long to) {
    long sum = 0;
    for (int i = 0; i < freeCount; i += 2) {
      sum += Math.max(0, Math.min(free[i + 1], to - start) - Math.max(free[i], from - start));
    }
    return sum;
  }

  /** Takes the stretch out of the free ones. */
  private void book(Kind kind, long from, long to) {
    long left = from - start;
    long right = to - start;
    if (right <= left) {
      return;
    }
    long[] rest = new long[freeCount + 2];
    int count = 0;
    long found = 0;
    for (int i = 0; i < freeCount; i += 2) {
      long a = Math.max(free[i], left);
      long b = Math.min(free[i + 1], right);
      if (a >= b) {
        count = put(rest, count, free[i], free[i + 1]);
      } else {
        found += b - a;
        count = put(rest, count, free[i], a);
        count = put(rest, count, b, free[i + 1]);
      }
    }
    free = rest;
    freeCount = count;
    add(kind, found);
  }

  private static int put(long[] stretches, int count, long from, long to) {
    if (from >= to) {
      return count;
    }
    stretches[count] = from;
    stretches[count + 1] = to;
    return count + 2;
  }

  private void add(Kind kind, long nanos) {
    long granted = Math.min(nanos, budget);
    if (granted > 0) {
      booked.merge(kind, granted, Long::sum);
      budget -= granted;
    }
  }
}
