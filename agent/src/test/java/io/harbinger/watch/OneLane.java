package io.harbinger.watch;

import io.harbinger.timeline.HttpView;
import io.harbinger.timeline.LaneView;
import io.harbinger.timeline.Peer;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.SegmentView;
import io.harbinger.timeline.TraceContext;
import java.util.Collections;
import java.util.List;

/** A request that one thread has worked for and that has ended; it began 10 s after 1970. */
final class OneLane {
  private static final long MS = 1_000_000L;

  private OneLane() {}

  static RequestView request(long startNanos, long millis, SegmentView... segments) {
    return from(null, startNanos, millis, segments);
  }

  static RequestView from(Peer peer, long startNanos, long millis, SegmentView... segments) {
    long end = startNanos + millis * MS;
    LaneView own =
        new LaneView(
            0,
            "http-1",
            17,
            startNanos,
            end,
            false,
            List.of(segments),
            Collections.emptyMap(),
            Collections.emptyMap(),
            false);
    HttpView http =
        new HttpView("GET", "/", null, 200, 0, Collections.emptyMap(), Collections.emptyMap());
    return new RequestView(
        new TraceContext(1, 2, 3, 0, (byte) 0, null),
        http,
        peer,
        10_000 * MS,
        startNanos,
        end,
        true,
        false,
        false,
        null,
        Collections.singletonList(own),
        0,
        0,
        null);
  }
}
