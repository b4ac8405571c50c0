package io.harbinger.export;

import io.harbinger.bridge.PoolGauges;
import io.harbinger.timeline.ExecutorEntry;
import io.harbinger.timeline.PoolEntry;
import io.harbinger.timeline.TimelineRecorder;

/** Pools of connections by the semantic conventions, pools of threads by our own names. */
final class PoolMetrics implements MetricSource {
  private static final String STATE = "db.client.connection.state";
  private static final String THREADS = "harbinger.thread_pool.name";

  private final TimelineRecorder recorder;

  PoolMetrics(TimelineRecorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public void read(Measurements into) {
    for (PoolEntry pool : recorder.pools.all()) {
      connections(into, pool);
    }
    for (ExecutorEntry executor : recorder.executors.all()) {
      threads(into, executor);
    }
  }

  private static void connections(Measurements into, PoolEntry pool) {
    String key = Names.POOL.getKey();
    String name = pool.name();
    PoolGauges gauges = pool.gauges();
    if (gauges != null && gauges.alive()) {
      into.known(Meters.POOL_COUNT, gauges.active(), key, name, STATE, "used");
      into.known(Meters.POOL_COUNT, gauges.idle(), key, name, STATE, "idle");
      into.known(Meters.POOL_MAX, gauges.max(), key, name);
      into.known(Meters.POOL_IDLE_MIN, gauges.min(), key, name);
      into.known(Meters.POOL_PENDING, gauges.pending(), key, name);
    }
    into.value(Meters.POOL_TIMEOUTS, pool.timeouts.sum(), key, name);
    into.distribution(Meters.POOL_WAIT_TIME, pool.waits, key, name);
    into.distribution(Meters.POOL_USE_TIME, pool.holds, key, name);
    into.distribution(Meters.POOL_CREATE_TIME, pool.creates, key, name);
  }

  private static void threads(Measurements into, ExecutorEntry executor) {
    String name = executor.name();
    PoolGauges gauges = executor.gauges();
    if (gauges != null && gauges.alive()) {
      into.known(Meters.THREADS_ACTIVE, gauges.active(), THREADS, name);
      into.known(Meters.THREADS_MAX, gauges.max(), THREADS, name);
      into.known(Meters.THREADS_QUEUE, gauges.pending(), THREADS, name);
    }
    into.distribution(Meters.THREADS_WAIT, executor.waits, THREADS, name);
  }
}
