package io.harbinger.timeline;

import io.harbinger.bridge.Kind;
import java.util.List;
import java.util.Map;

/**
 * What one thread did for a request.
 *
 * <p>{@link #segments} are in order of their start. Short ones are folded: only their sum per kind
 * is in {@link #foldedNanos}, and they overlap no segment of the list that has the same depth.
 */
public final class LaneView {
  /** 0 = the request's own thread. */
  public final int index;

  public final String threadName;
  public final long threadId;
  public final long startNanos;

  /** End of the lane, or the time of the view while the thread still works. */
  public final long endNanos;

  public final boolean open;
  public final List<SegmentView> segments;
  public final Map<Kind, Long> foldedNanos;
  public final Map<Kind, Integer> foldedCount;

  /**
   * True while the thread is inside {@code ResultSet.next}; the statement is the last DB detail.
   */
  public final boolean fetching;

  public LaneView(
      int index,
      String threadName,
      long threadId,
      long startNanos,
      long endNanos,
      boolean open,
      List<SegmentView> segments,
      Map<Kind, Long> foldedNanos,
      Map<Kind, Integer> foldedCount,
      boolean fetching) {
    this.index = index;
    this.threadName = threadName;
    this.threadId = threadId;
    this.startNanos = startNanos;
    this.endNanos = endNanos;
    this.open = open;
    this.segments = segments;
    this.foldedNanos = foldedNanos;
    this.foldedCount = foldedCount;
    this.fetching = fetching;
  }

  /** The same thread with these segments in that time. */
  public LaneView over(long start, long end, List<SegmentView> only) {
    return new LaneView(
        index, threadName, threadId, start, end, open, only, foldedNanos, foldedCount, fetching);
  }

  /** The innermost segment that is open, or null. */
  public SegmentView current() {
    for (int i = segments.size() - 1; i >= 0; i--) {
      if (segments.get(i).open) {
        return segments.get(i);
      }
    }
    return null;
  }
}
