package io.harbinger.export;

import io.harbinger.signal.AcceptQueue;
import io.harbinger.signal.Host;
import io.harbinger.signal.HostView;
import io.harbinger.signal.Stall;
import io.harbinger.timeline.Distribution;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Stalls, collections, throttling and backlog, out of what the signals saw since the last reading.
 */
final class HostMetrics implements MetricSource {
  private static final String REASON = "harbinger.stall.reason";
  private static final String GC_NAME = "jvm.gc.name";

  private final Host host;
  private final LongSupplier nanoTime;

  /** All below belongs to the exporter's thread. */
  private final Map<Stall.Reason, Distribution> stalls = new HashMap<>();

  private final Map<String, Distribution> collections = new HashMap<>();
  private long last;
  private double throttledSeconds;
  private double drops;

  HostMetrics(Host host, LongSupplier nanoTime) {
    this.host = host;
    this.nanoTime = nanoTime;
    this.last = nanoTime.getAsLong();
  }

  @Override
  public void read(Measurements into) {
    long now = nanoTime.getAsLong();
    for (Stall stall : host.stalls(last, now)) {
      // one that reaches over the end of a reading is counted by the reading in which it ends
      if (stall.endNanos - last > 0 && stall.endNanos - now <= 0) {
        count(stall);
      }
    }
    HostView view = host.between(last, now);
    double seconds = (now - last) / 1e9;
    last = now;
    stalls.forEach(
        (reason, durations) ->
            into.distribution(
                Meters.STALL, durations, REASON, reason.name().toLowerCase(Locale.ROOT)));
    collections.forEach(
        (name, durations) -> into.distribution(Meters.JVM_GC_DURATION, durations, GC_NAME, name));
    if (view.throttledShare >= 0) {
      throttledSeconds += view.throttledShare * seconds;
      into.value(Meters.THROTTLED, throttledSeconds);
    }
    for (AcceptQueue queue : view.acceptQueues) {
      String port = String.valueOf(queue.port);
      into.known(Meters.BACKLOG_SIZE, queue.queued, Names.SERVER_PORT.getKey(), port);
      into.known(Meters.BACKLOG_LIMIT, queue.limit, Names.SERVER_PORT.getKey(), port);
    }
    if (view.backlogDropsPerSecond >= 0) {
      drops += view.backlogDropsPerSecond * seconds;
      into.value(Meters.BACKLOG_DROPS, Math.rint(drops));
    }
  }

  private void count(Stall stall) {
    long nanos = stall.endNanos - stall.startNanos;
    stalls.computeIfAbsent(stall.reason, ignored -> new Distribution()).record(nanos);
    if (stall.reason == Stall.Reason.GC) {
      String name = stall.detail.split(",", 2)[0];
      collections.computeIfAbsent(name, ignored -> new Distribution()).record(nanos);
    }
  }
}
