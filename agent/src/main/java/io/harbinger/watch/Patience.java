package io.harbinger.watch;

import io.harbinger.gateway.GatewayView;
import io.harbinger.gateway.Outcome;
import io.harbinger.timeline.LaneView;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.SegmentView;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as far as its gateway waited for it.
 *
 * <pre>
 *   start                 gave up                          end
 *     ├── as recorded ───────┼─────── nobody's wait ────────┤
 * </pre>
 *
 * <p>Only for the diagnosis, like {@link Front}: what held it up after that is no cause of what the
 * visitor got. What is folded has no time of its own and stays.
 */
final class Patience {
  /** Within this share more it was one wait. */
  private static final double SLACK = 1.25;

  private Patience() {}

  /** The request itself unless it went on long after. */
  static RequestView of(RequestView view, GatewayView gateway) {
    long limit = gateway.deadline.limitMillis * 1_000_000L;
    // one that was read after that: its gateway is gone, seen or not
    boolean over =
        gateway.outcome == Outcome.GAVE_UP
            || gateway.deadline.queueMillis >= gateway.deadline.limitMillis;
    boolean longer = limit > 0 && view.elapsedNanos() > SLACK * limit;
    return over && longer ? until(view, view.startNanos + limit) : view;
  }

  private static RequestView until(RequestView view, long end) {
    List<LaneView> lanes = new ArrayList<>(view.lanes.size());
    for (LaneView lane : view.lanes) {
      if (lane.startNanos - end < 0) {
        lanes.add(until(lane, end));
      }
    }
    return view.over(view.startNanos, end, lanes);
  }

  private static LaneView until(LaneView lane, long end) {
    List<SegmentView> segments = new ArrayList<>(lane.segments.size());
    for (SegmentView one : lane.segments) {
      if (one.startNanos - end < 0) {
        segments.add(one.open || one.endNanos - end <= 0 ? one : until(one, end));
      }
    }
    boolean goesOn = lane.open || lane.endNanos - end > 0;
    return lane.over(lane.startNanos, goesOn ? end : lane.endNanos, segments);
  }

  private static SegmentView until(SegmentView one, long end) {
    return new SegmentView(
        one.kind,
        one.detail,
        one.startNanos,
        end,
        false,
        one.depth,
        one.spanId,
        one.status,
        one.via,
        one.failure,
        one.system);
  }
}
