package io.harbinger.watch;

import io.harbinger.bridge.Kind;
import io.harbinger.cause.DatabaseView;
import io.harbinger.cause.Traffic;
import io.harbinger.timeline.Baseline;
import io.harbinger.timeline.Baselines;
import io.harbinger.timeline.PoolView;
import io.harbinger.timeline.TimelineRecorder;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is the same for all requests that are diagnosed in one tick: the pools, the traffic, and
 * what is usual.
 *
 * <p>Read at most once a tick, because hundreds of requests may wait behind one cause. The
 * watcher's thread alone uses it.
 */
final class Present implements Baselines {
  private final TimelineRecorder recorder;
  private final TrafficLog trafficLog;
  private final Map<String, Baseline> known = new HashMap<>();
  private List<PoolView> pools;
  private DatabaseView database;
  private Traffic traffic;
  private long nowNanos;

  Present(TimelineRecorder recorder, TrafficLog trafficLog) {
    this.recorder = recorder;
    this.trafficLog = trafficLog;
  }

  void tick(long now) {
    nowNanos = now;
    known.clear();
    pools = null;
    database = null;
    traffic = null;
  }

  /** Without what is in flight: only who was answered, and what failed to connect. */
  DatabaseView database() {
    if (database == null) {
      database = DatabaseLooks.of(recorder.database, Collections.emptyList(), -1, nowNanos);
    }
    return database;
  }

  /** When the tick began. */
  long nowNanos() {
    return nowNanos;
  }

  Traffic traffic() {
    if (traffic == null) {
      traffic = trafficLog.now(recorder.open.size());
    }
    return traffic;
  }

  List<PoolView> pools() {
    if (pools == null) {
      pools = recorder.pools.view();
    }
    return pools;
  }

  @Override
  public Baseline of(Kind kind, String detail) {
    return known.computeIfAbsent(
        kind.label + " " + detail, key -> recorder.baselines.of(kind, detail));
  }

  @Override
  public Baseline ofRoute(String methodAndRoute) {
    return known.computeIfAbsent(methodAndRoute, key -> recorder.baselines.ofRoute(methodAndRoute));
  }
}
