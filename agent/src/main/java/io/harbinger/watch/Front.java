package io.harbinger.watch;

import io.harbinger.bridge.Kind;
import io.harbinger.cause.Evidence;
import io.harbinger.gateway.Deadline;
import io.harbinger.timeline.LaneView;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.SegmentView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A request together with the time that it spent in front of the process: in the socket, unread, or
 * in the gateway's own queue.
 *
 * <pre>
 *   gateway took it in          first seen here            end
 *        ├── worker_queue ───────────┼───── as recorded ────┤
 * </pre>
 *
 * <p>Only for the diagnosis: what delayed it may lie before its first line of code. Its span starts
 * where it was first seen.
 */
final class Front {
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final long WORTH_MILLIS = 50;

  private Front() {}

  /** When a thread began to read it; before, it waited in the server's queue. */
  static long readNanos(RequestView view) {
    List<SegmentView> own =
        view.lanes.isEmpty() ? Collections.emptyList() : view.lanes.get(0).segments;
    SegmentView first = own.isEmpty() ? null : own.get(0);
    boolean queued =
        first != null && first.kind == Kind.WORKER_QUEUE && first.startNanos == view.startNanos;
    return queued && !first.open ? first.endNanos : view.startNanos;
  }

  /** The request itself where it did not wait in front. */
  static RequestView of(RequestView view, Deadline deadline) {
    return deadline.queueMillis < WORTH_MILLIS
        ? view
        : earlier(view, deadline.queueMillis * NANOS_PER_MILLI);
  }

  /**
   * Begun as long before its hang-up as the gateway waited, for one that it has given up.
   *
   * @param goneNanos when the hang-up was seen, which may be long before anybody read it
   */
  static RequestView unread(RequestView view, Deadline deadline, long goneNanos) {
    return earlier(view, Math.max(0, deadline.ageNanos() - (goneNanos - view.startNanos)));
  }

  /** The same request, begun {@code nanos} before it was seen. */
  static RequestView earlier(RequestView view, long nanos) {
    if (nanos == 0 || view.lanes.isEmpty()) {
      return view;
    }
    long start = view.startNanos - nanos;
    LaneView own = view.lanes.get(0);
    List<SegmentView> segments = new ArrayList<>(own.segments.size() + 1);
    segments.add(
        new SegmentView(
            Kind.WORKER_QUEUE,
            Evidence.IN_FRONT,
            start,
            view.startNanos,
            false,
            0,
            0,
            0,
            null,
            null));
    segments.addAll(own.segments);
    List<LaneView> lanes = new ArrayList<>(view.lanes);
    lanes.set(0, own.over(start, own.endNanos, segments));
    return view.over(start, view.endNanos, lanes);
  }
}
