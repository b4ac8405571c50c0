package io.harbinger.timeline;

import io.harbinger.bridge.Kind;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Copies a timeline that others write to; see there and at {@link Lane} for what is guaranteed. */
final class Viewer {
  private static final int ATTEMPTS = 8;

  private final Timeline timeline;
  private final long now;

  Viewer(Timeline timeline, long now) {
    this.timeline = timeline;
    this.now = now;
  }

  /** Null when the request ended meanwhile. */
  RequestView view() {
    for (int i = 0; ; i++) {
      long generation = timeline.generation();
      if (!visible()) {
        return null;
      }
      int edits = timeline.edits();
      RequestView view = copy();
      if (generation != timeline.generation() || !visible()) {
        return null;
      }
      if (edits == timeline.edits() || i == ATTEMPTS) {
        return view;
      }
    }
  }

  private boolean visible() {
    int phase = timeline.phase();
    return phase == Timeline.LIVE || phase == Timeline.KEPT || phase == Timeline.CLOSING;
  }

  private RequestView copy() {
    Timeline t = timeline;
    long end = t.over ? t.endNanos : Math.max(now, t.startNanos);
    Throwable failed = t.failed;
    List<LaneView> lanes = new ArrayList<>();
    Map<Statement, Integer> calls = new IdentityHashMap<>();
    int dbCalls = 0;
    for (int i = 0; i < Timeline.MAX_LANES; i++) {
      Lane lane = t.lanes.get(i);
      if (lane != null && (i == 0 || lane.generation == t.generation())) {
        lanes.add(lane(lane, i, end));
        dbCalls += lane.statements.calls();
        addCalls(lane.statements, calls);
      }
    }
    if (!t.over) {
      t.tasks.forEachWaiting(
          t, t.generation(), (executor, since) -> addWaiting(lanes, executor, since, end));
    }
    Statement repeated = null;
    int most = 0;
    for (Map.Entry<Statement, Integer> entry : calls.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        repeated = entry.getKey();
      }
    }
    String address = text(t.peerAddress);
    return new RequestView(
        t.trace(),
        http(t),
        address == null ? null : new Peer(address, t.peerPort, t.localPort, t.shared),
        t.startEpochNanos,
        t.startNanos,
        end,
        t.over,
        t.suspended && !t.over,
        t.asyncTimedOut,
        Failure.of(failed, t.over),
        Collections.unmodifiableList(lanes),
        dbCalls,
        most,
        repeated == null ? null : repeated.text());
  }

  private static String text(Object address) {
    return address instanceof InetAddress
        ? ((InetAddress) address).getHostAddress()
        : (String) address;
  }

  /** A task without a thread yet: the lane that it will have, so far. */
  private static void addWaiting(
      List<LaneView> lanes, ExecutorEntry executor, long since, long end) {
    if (lanes.size() >= 2 * Timeline.MAX_LANES) {
      return;
    }
    String name = executor.name();
    SegmentView wait = new SegmentView(Kind.TASK_QUEUE, name, since, 0, true, 0, 0, 0, null, null);
    lanes.add(
        new LaneView(
            lanes.size(),
            name,
            0,
            since,
            end,
            true,
            Collections.singletonList(wait),
            Collections.emptyMap(),
            Collections.emptyMap(),
            false));
  }

  private static HttpView http(Timeline t) {
    Map<String, String> headers = t.headers.copy();
    // the map itself only in the end, because until then the request's thread may add to it
    Map<String, String> described =
        t.over && t.described != null ? t.described : Collections.emptyMap();
    return new HttpView(
        t.method.toString(),
        t.path.toString(),
        t.route,
        t.status,
        t.bodyBytes,
        Collections.unmodifiableMap(headers),
        Collections.unmodifiableMap(described),
        t.answer.view());
  }

  private static void addCalls(StatementCounts counts, Map<Statement, Integer> calls) {
    for (int i = 0; i < counts.slots(); i++) {
      Statement statement = counts.statement(i);
      if (statement != null) {
        calls.merge(statement, counts.count(i), Integer::sum);
      }
    }
  }

  /** A copy of one lane; {@code end} stands for its end while its thread works. */
  static LaneView lane(Lane lane, int index, long end) {
    for (int i = 0; ; i++) {
      int events = lane.events();
      List<SegmentView> segments = segments(lane);
      Map<Kind, Long> nanos = new EnumMap<>(Kind.class);
      Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
      for (int kind = 0; kind < Lane.KINDS.length; kind++) {
        int count = lane.foldedCount(kind);
        if (count > 0) {
          nanos.put(Lane.KINDS[kind], lane.foldedNanos(kind));
          counts.put(Lane.KINDS[kind], count);
        }
      }
      long laneEnd = lane.endNanos;
      boolean open = laneEnd == Segments.OPEN;
      LaneView view =
          new LaneView(
              index,
              lane.threadName,
              lane.threadId,
              lane.startNanos,
              open ? end : laneEnd,
              open,
              Collections.unmodifiableList(segments),
              Collections.unmodifiableMap(nanos),
              Collections.unmodifiableMap(counts),
              lane.fetching());
      if ((events & 1) == 0 && events == lane.events() || i == ATTEMPTS) {
        return view;
      }
    }
  }

  /** In order of start, even where the writer was faster than the copy. */
  private static List<SegmentView> segments(Lane lane) {
    List<SegmentView> views = new ArrayList<>(lane.count());
    for (int i = 0; i < lane.count(); i++) {
      SegmentView view = steady(lane, i);
      boolean inOrder =
          views.isEmpty()
              || view != null && view.startNanos - views.get(views.size() - 1).startNanos >= 0;
      if (view != null && inOrder) {
        views.add(view);
      }
    }
    return views;
  }

  /** A segment whose parts belong together; null when it vanished or changes too fast. */
  private static SegmentView steady(Lane lane, int i) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int events = lane.events();
      boolean there = i < lane.count();
      Segments segments = lane.segments();
      SegmentView view = there && i < segments.capacity ? segment(segments, i) : null;
      if ((events & 1) == 0 && events == lane.events()) {
        return view;
      }
    }
    return null;
  }

  static SegmentView segment(Segments segments, int i) {
    long end = segments.end(i);
    boolean open = end == Segments.OPEN;
    Object via = segments.via(i);
    Object detail = segments.detail(i);
    return new SegmentView(
        Lane.KINDS[segments.kind(i)],
        Detail.text(detail),
        segments.start(i),
        open ? 0 : end,
        open,
        segments.depth(i),
        segments.spanId(i),
        segments.status(i),
        via instanceof String ? (String) via : via instanceof PoolEntry ? via.toString() : null,
        segments.failure(i),
        system(detail));
  }

  private static String system(Object detail) {
    if (detail instanceof ConnectAttempt) {
      return DatabaseSystem.ofUrl(((ConnectAttempt) detail).url);
    }
    return detail instanceof Statement ? ((Statement) detail).system() : null;
  }

  /** The innermost open segment of a lane, or null. */
  static SegmentView current(Lane lane) {
    for (int i = lane.count() - 1; i >= 0; i--) {
      SegmentView view = steady(lane, i);
      if (view != null && view.open) {
        return view;
      }
    }
    return null;
  }
}
