package io.harbinger.cause;

import io.harbinger.signal.Stall;
import io.harbinger.timeline.LaneView;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.SegmentView;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Cuts a request's elapsed time into slices, each explained by one thing; they add up exactly.
 *
 * <pre>
 *   stalls     ······▓▓▓·······················   win over everything
 *   lane 0     [pool wait ][  query   ]            the innermost segment
 *   samples                             rr bb ww    explain own code: processor, lock, waiting
 *   lane 1…                                [call]   explain lane 0 where it waits or has ended
 * </pre>
 *
 * <p>Folded short operations have no place on this axis; {@link Blame} takes their sum out of the
 * own code.
 */
final class Slices {
  private final RequestView request;
  private final Evidence evidence;
  private final Map<Sample, Long> ownNanos = new IdentityHashMap<>();

  private Slices(Evidence evidence) {
    this.evidence = evidence;
    request = evidence.request;
  }

  static List<Slice> of(Evidence evidence) {
    return new Slices(evidence).cut();
  }

  private List<Slice> cut() {
    TreeSet<Long> cuts = new TreeSet<>();
    cuts.add(request.startNanos);
    cuts.add(request.endNanos);
    for (Stall stall : evidence.stalls) {
      add(cuts, stall.startNanos, stall.endNanos);
    }
    for (LaneView lane : request.lanes) {
      add(cuts, lane.startNanos, lane.endNanos);
      for (SegmentView segment : lane.segments) {
        add(cuts, segment.startNanos, end(segment));
      }
    }
    for (Sample sample : evidence.samples) {
      add(cuts, sample.atNanos - sample.coversNanos, sample.atNanos);
    }
    List<Slice> slices = new ArrayList<>();
    Long from = null;
    for (Long to : cuts) {
      if (from != null && to > from) {
        slices.add(explain(from, to));
      }
      from = to;
    }
    return slices;
  }

  private void add(TreeSet<Long> cuts, long from, long to) {
    if (from > request.startNanos && from < request.endNanos) {
      cuts.add(from);
    }
    if (to > request.startNanos && to < request.endNanos) {
      cuts.add(to);
    }
  }

  private Slice explain(long from, long to) {
    long middle = from + (to - from) / 2;
    for (Stall stall : evidence.stalls) {
      if (stall.startNanos <= middle && middle < stall.endNanos) {
        return new Slice(from, to, Doing.of(stall.reason), stall.detail, null, null);
      }
    }
    SegmentView own = request.lanes.isEmpty() ? null : innermost(request.lanes.get(0), middle);
    if (own != null) {
      return in(own, from, to);
    }
    Sample sample = sample(middle);
    Doing doing = sample == null ? Doing.OWN : OwnCode.doing(sample, own(sample));
    if (doing == Doing.OWN || doing == Doing.WAITING) {
      SegmentView carried = carried(middle);
      if (carried != null) {
        return in(carried, from, to);
      }
    }
    return sample == null
        ? new Slice(from, to, Doing.OWN, null, null, null)
        : OwnCode.slice(from, to, sample, doing);
  }

  /** What the thread had for own code in the stretch that a sample stands for. */
  private long own(Sample sample) {
    Long known = ownNanos.get(sample);
    if (known != null) {
      return known;
    }
    long from = sample.atNanos - sample.coversNanos;
    long own = sample.coversNanos;
    for (Stall stall : evidence.stalls) {
      own -= stall.overlap(from, sample.atNanos);
    }
    if (!request.lanes.isEmpty()) {
      for (SegmentView segment : request.lanes.get(0).segments) {
        long overlap = Math.min(sample.atNanos, end(segment)) - Math.max(from, segment.startNanos);
        own -= segment.depth == 0 ? Math.max(0, overlap) : 0;
      }
    }
    ownNanos.put(sample, Math.max(0, own));
    return Math.max(0, own);
  }

  private static Slice in(SegmentView segment, long from, long to) {
    return new Slice(
        from, to, Doing.of(segment.kind, segment.detail), segment.detail, segment, null);
  }

  private SegmentView innermost(LaneView lane, long at) {
    SegmentView best = null;
    for (SegmentView segment : lane.segments) {
      boolean covers = segment.startNanos <= at && at < end(segment);
      if (covers && (best == null || segment.depth >= best.depth)) {
        best = segment;
      }
    }
    return best;
  }

  /** What the other lanes do at that time: the operation that ends last, as all wait for it. */
  private SegmentView carried(long at) {
    SegmentView last = null;
    for (int i = 1; i < request.lanes.size(); i++) {
      SegmentView segment = innermost(request.lanes.get(i), at);
      if (segment != null && (last == null || end(segment) > end(last))) {
        last = segment;
      }
    }
    return last;
  }

  private Sample sample(long at) {
    for (Sample sample : evidence.samples) {
      if (sample.atNanos - sample.coversNanos <= at && at < sample.atNanos) {
        return sample;
      }
    }
    return null;
  }

  private long end(SegmentView segment) {
    return segment.open ? request.endNanos : segment.endNanos;
  }
}
