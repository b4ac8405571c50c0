package io.harbinger.timeline;

/** What is worth knowing of a request in flight when only one line can be kept of it. */
public final class Whereabouts {
  public final long spanId;
  public final long startNanos;

  /** Route template, or null. */
  public final String route;

  /** The response has begun. */
  public final boolean answering;

  public final String threadName;

  /** -1 while it has no thread. */
  public final long threadId;

  /** The innermost thing that its own thread waits for, else another one of its; or null. */
  public final SegmentView current;

  Whereabouts(Timeline timeline) {
    spanId = timeline.spanId;
    startNanos = timeline.startNanos;
    route = timeline.route;
    answering = timeline.answering();
    threadName = timeline.own.threadName;
    threadId = timeline.own.threadId;
    SegmentView own = Viewer.current(timeline.own);
    current = own == null && timeline.joined ? ofOthers(timeline) : own;
  }

  private static SegmentView ofOthers(Timeline timeline) {
    for (int i = 1; i < Timeline.MAX_LANES; i++) {
      Lane lane = timeline.lanes.get(i);
      boolean works = lane != null && lane.endNanos == Segments.OPEN;
      SegmentView open =
          works && lane.generation == timeline.generation() ? Viewer.current(lane) : null;
      if (open != null) {
        return open;
      }
    }
    return null;
  }
}
