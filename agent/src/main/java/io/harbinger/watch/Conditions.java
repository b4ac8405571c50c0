package io.harbinger.watch;

import io.harbinger.signal.HostView;
import io.harbinger.timeline.PoolView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * States of the whole process that hurt or will hurt, announced when they start and when they end.
 *
 * <pre>
 *   starts: level ≥ 90 % of the limit, or the forecast reaches it within two minutes, for 2 seconds
 *           workers: all busy and somebody waits for one, at each tick of half a second
 *           accept queue: as soon as it is seen full
 *   ends:   level below 80 % and no such forecast, for 5 seconds
 * </pre>
 *
 * <p>Once a second, by the watcher's thread alone; {@link #open} is read by the exporter. Workers
 * are looked at in each tick, because whoever waits for one has not been read: no warning can bear
 * the name of such a request, so the condition must be out by half of its deadline.
 */
final class Conditions {
  private static final double START = 0.9;
  private static final double END = 0.8;
  private static final double SOON_SECONDS = 120;
  private static final int SECONDS_TO_START = 2;
  private static final int SECONDS_TO_END = 5;
  private static final long QUEUES_NANOS = 500_000_000L;

  /** So that a pause of the whole JVM is not taken for a queue that nobody serves. */
  private static final int QUEUES_TICKS = 4;

  private static final class Track {
    final Forecast forecast = new Forecast();
    Condition open;
    int over;
    int under;
    int queueTicks;
    long queueSinceNanos;
  }

  private final Map<String, Track> tracks = new HashMap<>();
  private volatile List<Condition> open = new ArrayList<>();

  /** Of busy workers, at the last tick. */
  private int queues;

  /** What the queues in front of busy workers started since the last tick. */
  List<Condition> tick(List<Level> workers, long now, long epochNanos) {
    List<Condition> changes = Collections.emptyList();
    queues = 0;
    for (Level level : workers) {
      Track track = tracks.computeIfAbsent(level.resource, name -> new Track());
      boolean queue = level.limit > 0 && level.value > level.limit;
      track.queueTicks = queue ? track.queueTicks + 1 : 0;
      queues += queue ? 1 : 0;
      if (track.queueTicks == 1) {
        track.queueSinceNanos = now;
      }
      if (track.open == null
          && track.queueTicks >= QUEUES_TICKS
          && now - track.queueSinceNanos >= QUEUES_NANOS) {
        track.open = condition(level, true, 0, epochNanos);
        changes = changes.isEmpty() ? new ArrayList<>() : changes;
        changes.add(track.open);
      }
    }
    return changes;
  }

  /** What started or ended in this second. */
  List<Condition> second(
      HostView host, List<PoolView> pools, List<Level> workers, long epochNanos) {
    List<Level> levels = new ArrayList<>(workers);
    for (PoolView pool : pools) {
      if (pool.max > 0) {
        // who waits counts on top: a full pool without a queue is well used, not exhausted
        double level =
            pool.pending > 0
                ? pool.active + pool.pending
                : Math.min(pool.active, pool.max * START - 1);
        levels.add(
            new Level(
                "pool_exhausted",
                "pool:" + pool.name,
                Math.max(0, level),
                pool.max,
                pool.active
                    + " of "
                    + pool.max
                    + " connections of pool "
                    + pool.name
                    + " are in use, "
                    + pool.pending
                    + " threads wait"));
      }
    }
    if (host.heapMaxBytes > 0 && host.heapAfterGcBytes > 0) {
      levels.add(
          new Level(
              "overload.heap_exhausted",
              "heap",
              host.heapAfterGcBytes,
              host.heapMaxBytes,
              megabytes(host.heapAfterGcBytes)
                  + " of "
                  + megabytes(host.heapMaxBytes)
                  + " of the heap are still in use after a collection"));
    }
    if (host.containerMemoryLimitBytes > 0) {
      levels.add(
          new Level(
              "process.oom_killed",
              "container_memory",
              host.containerMemoryBytes,
              host.containerMemoryLimitBytes,
              megabytes(host.containerMemoryBytes)
                  + " of "
                  + megabytes(host.containerMemoryLimitBytes)
                  + " of the container's memory are in use"));
    }
    if (host.cpuLimit > 0 && host.cpuUsed >= 0) {
      boolean quota = host.cpuQuota > 0;
      levels.add(
          new Level(
              quota && host.throttledPeriodShare > 0.5
                  ? "overload.cpu_throttled"
                  : "overload.cpu_saturated",
              "cpu",
              host.cpuUsed,
              host.cpuLimit,
              tenths(host.cpuUsed) + " of " + tenths(host.cpuLimit) + " processors are in use"));
    }
    if (host.maxDescriptors > 0) {
      levels.add(
          new Level(
              "overload.os_limit",
              "descriptors",
              host.openDescriptors,
              host.maxDescriptors,
              host.openDescriptors + " of " + host.maxDescriptors + " file descriptors are open"));
    }
    return follow(levels, epochNanos);
  }

  private List<Condition> follow(List<Level> levels, long epochNanos) {
    List<Condition> changes = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<Condition> nowOpen = new ArrayList<>();
    for (Level level : levels) {
      seen.add(level.resource);
      Track track = tracks.computeIfAbsent(level.resource, name -> new Track());
      track.forecast.add(level.value);
      double left = track.forecast.secondsUntil(level.limit);
      // processors are used in bursts: their slope forecasts nothing
      boolean soon = left >= 0 && left <= SOON_SECONDS && !level.resource.equals("cpu");
      boolean over =
          level.value >= START * level.limit || (soon && level.value >= 0.5 * level.limit);
      boolean under = level.value < END * level.limit && !soon;
      track.over = over ? track.over + 1 : 0;
      track.under = under ? track.under + 1 : 0;
      if (track.open == null && (track.over >= SECONDS_TO_START || level.atOnce)) {
        track.open = condition(level, true, left, epochNanos);
        changes.add(track.open);
      } else if (track.open != null && track.under >= SECONDS_TO_END) {
        changes.add(condition(level.of(track.open.cause), false, left, epochNanos));
        track.open = null;
      }
      if (track.open != null) {
        nowOpen.add(condition(level, true, left, epochNanos));
      }
    }
    tracks.keySet().retainAll(seen);
    open = nowOpen;
    return changes;
  }

  /** Nothing holds, and no worker's queue is being counted. */
  boolean calm() {
    return open.isEmpty() && queues == 0;
  }

  /** The conditions that hold now, with their present level. */
  List<Condition> open() {
    return open;
  }

  boolean holds(String resource) {
    Track track = tracks.get(resource);
    return track != null && track.open != null;
  }

  private static Condition condition(Level level, boolean started, double left, long epochNanos) {
    return new Condition(
        level.cause,
        level.resource,
        started,
        level.value,
        level.limit,
        left,
        level.sentence,
        epochNanos);
  }

  private static String tenths(double value) {
    return Double.toString(Math.round(value * 10) / 10.0);
  }

  private static String megabytes(long bytes) {
    return bytes / (1024 * 1024) + " MiB";
  }

  /** One level of this second. */
  static final class Level {
    final String cause;
    final String resource;
    final double value;
    final double limit;
    final String sentence;

    /** It hurts already: to be said without waiting for a second look. */
    final boolean atOnce;

    Level(String cause, String resource, double value, double limit, String sentence) {
      this(cause, resource, value, limit, sentence, false);
    }

    Level(
        String cause,
        String resource,
        double value,
        double limit,
        String sentence,
        boolean atOnce) {
      this.cause = cause;
      this.resource = resource;
      this.value = value;
      this.limit = limit;
      this.sentence = sentence;
      this.atOnce = atOnce;
    }

    /** What it ends with is what it began with, though nothing of the cause is left. */
    Level of(String beganWith) {
      return new Level(beganWith, resource, value, limit, sentence, atOnce);
    }
  }
}
