package io.harbinger.export;

import io.harbinger.timeline.Failure;
import io.harbinger.timeline.LaneView;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.SegmentView;

/**
 * Roughly how many bytes a request that waits for its export keeps alive; shared texts count too.
 */
final class Weight {
  private static final long REQUEST = 4_096;
  private static final long SEGMENT = 160;

  private Weight() {}

  static long of(RequestView request) {
    long bytes = REQUEST + of(request.failure) + of(request.http.path);
    for (LaneView lane : request.lanes) {
      for (SegmentView segment : lane.segments) {
        bytes += SEGMENT + of(segment.detail) + of(segment.failure);
      }
    }
    return bytes;
  }

  private static long of(Failure failure) {
    return failure == null ? 0 : of(failure.message) + of(failure.stack) + of(failure.chain);
  }

  private static long of(String text) {
    return text == null ? 0 : 2L * text.length();
  }
}
