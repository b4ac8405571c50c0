package io.harbinger.timeline;

import io.harbinger.bridge.Kind;

/** A look at every lane that is in work: those of requests and those of background threads. */
final class OpenLanes {
  interface Visitor {
    /**
     * @param request null for a background lane
     */
    void visit(Timeline request, Lane lane);
  }

  private OpenLanes() {}

  static void forEach(OpenRequests open, Seats seats, Visitor visitor) {
    open.forEach(
        request -> {
          for (int i = 0; i < Timeline.MAX_LANES; i++) {
            Lane lane = request.lanes.get(i);
            if (lane != null && lane.count() > 0) {
              visitor.visit(request, lane);
            }
          }
        });
    seats.forEachBackground(
        lane -> {
          if (lane.count() > 0) {
            visitor.visit(null, lane);
          }
        });
  }

  /** A segment of this kind is open, and if {@code detail} is given, about that. */
  static boolean has(Lane lane, Kind kind, Object detail) {
    Segments segments = lane.segments();
    for (int i = Math.min(lane.count(), segments.capacity) - 1; i >= 0; i--) {
      if (segments.end(i) == Segments.OPEN
          && segments.kind(i) == kind.ordinal()
          && (detail == null || segments.detail(i) == detail)) {
        return true;
      }
    }
    return false;
  }
}
