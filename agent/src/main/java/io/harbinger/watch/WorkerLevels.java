package io.harbinger.watch;

import io.harbinger.bridge.PoolGauges;
import io.harbinger.timeline.ExecutorEntry;
import io.harbinger.timeline.TimelineRecorder;
import java.util.ArrayList;
import java.util.List;

/** The servers' worker threads as levels: those that work, and on top the requests that wait. */
final class WorkerLevels {
  private WorkerLevels() {}

  static List<Conditions.Level> of(TimelineRecorder recorder) {
    return of(recorder, true);
  }

  /** The same without who works where nobody waits: a server counts thousands one by one. */
  static List<Conditions.Level> queues(TimelineRecorder recorder) {
    return of(recorder, false);
  }

  private static List<Conditions.Level> of(TimelineRecorder recorder, boolean whole) {
    List<Conditions.Level> workers = new ArrayList<>();
    for (ExecutorEntry executor : recorder.executors.all()) {
      PoolGauges gauges = executor.server ? executor.gauges() : null;
      if (gauges != null) {
        workers.add(level(executor.name(), gauges, whole));
      }
    }
    return workers;
  }

  /** Requests that wait for one. */
  static long waiting(TimelineRecorder recorder) {
    long waiting = 0;
    for (ExecutorEntry executor : recorder.executors.all()) {
      PoolGauges gauges = executor.server ? executor.gauges() : null;
      waiting += gauges == null ? 0 : Math.max(0, gauges.pending());
    }
    return waiting;
  }

  /** More work than threads; a short queue beside idle threads is a hand-over. */
  static boolean queued(List<Conditions.Level> workers) {
    for (Conditions.Level level : workers) {
      if (level.value > level.limit) {
        return true;
      }
    }
    return false;
  }

  private static Conditions.Level level(String name, PoolGauges gauges, boolean whole) {
    int waiting = gauges.pending();
    int active = whole || waiting > 0 ? gauges.active() : 0;
    return new Conditions.Level(
        "workers_exhausted",
        "workers:" + name,
        waiting > 0 ? active + waiting : 0,
        gauges.max(),
        active
            + " of "
            + gauges.max()
            + " worker threads of "
            + name
            + " are busy, "
            + waiting
            + " requests wait for one");
  }
}
