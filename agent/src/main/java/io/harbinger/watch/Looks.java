package io.harbinger.watch;

import io.harbinger.bridge.PoolGauges;
import io.harbinger.cause.DatabaseView;
import io.harbinger.cause.Wait;
import io.harbinger.timeline.ExecutorEntry;
import io.harbinger.timeline.LateAnswer;
import io.harbinger.timeline.PoolView;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.RunningStatement;
import io.harbinger.timeline.Timeline;
import io.harbinger.timeline.TimelineRecorder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the watcher looks at in each tick while some request is old: threads in their own code,
 * pools and workers that somebody waits for, the databases.
 *
 * <p>Rationed, so that thousands of hanging requests cost about what a few cost: {@link #SAMPLES}
 * threads a tick, each the less often the older its request; waits and databases five times a
 * second once many are old.
 */
final class Looks {
  private static final int SAMPLES = 12;
  private static final int RUNNING = 40;
  private static final int MANY = 100;
  private static final long SAMPLE_GAP = 100_000_000L;
  private static final int AGE_SHARE = 20;
  private static final long HANGS = 500_000_000L;
  private static final long LOCKED = 500_000_000L;

  private final TimelineRecorder recorder;
  private final Present present;
  final ThreadLooks threads;
  private final WaitLooks waitLooks;
  private final WaitLog waits;
  private final DatabaseLooks databases;
  private final Deadlocks deadlocks;
  private final DatabaseQuestions questions;
  private final DatabasePorts ports;
  private int ticks;
  private int next;

  Looks(
      TimelineRecorder recorder,
      Present present,
      ThreadLooks threads,
      WaitLog waits,
      DatabaseLooks databases,
      Deadlocks deadlocks,
      DatabaseQuestions questions,
      DatabasePorts ports) {
    this.recorder = recorder;
    this.present = present;
    this.threads = threads;
    this.waitLooks = new WaitLooks(threads);
    this.waits = waits;
    this.databases = databases;
    this.deadlocks = deadlocks;
    this.questions = questions;
    this.ports = ports;
  }

  /** While nobody is old: how statements ended that hung at the last look. */
  void takeLast(long now) {
    threads.stacks.clear();
    if (databases.hanging()) {
      lookAtDatabases(now);
    }
  }

  void take(List<Timeline> old, long now) {
    threads.tick(now);
    sample(old, now);
    boolean many = old.size() > MANY;
    if (!many || ticks++ % 2 == 0) {
      lookAtPools(now);
      lookAtWorkers(now);
      lookAtDatabases(now);
    } else if (recorder.database.late.any()) {
      lookAtDatabases(now); // whoever ended with them is judged next
    }
  }

  private void lookAtDatabases(long now) {
    List<LateAnswer> late = recorder.database.late.take();
    List<RunningStatement> running = recorder.database.running();
    boolean hangs = !running.isEmpty() && now - running.get(0).sinceNanos >= HANGS;
    int unread = hangs ? ports.unread(recorder.database, now) : -1;
    DatabaseView database = DatabaseLooks.of(recorder.database, running, unread, now);
    databases.add(questions.ask(database, now), running, late);
  }

  /** Starts where the last tick stopped, so that each has its turn. */
  private void sample(List<Timeline> old, long now) {
    Map<Watched, Thread> due = new LinkedHashMap<>();
    for (int i = 0; i < old.size() && due.size() < SAMPLES; i++) {
      Timeline timeline = old.get((next + i) % old.size());
      Watched watched = (Watched) timeline.attachment();
      Thread thread = timeline.thread();
      boolean its = watched != null && thread != null && now - watched.nextSampleNanos >= 0;
      if (its && !timeline.inSegment()) {
        due.put(watched, thread);
      }
    }
    next += SAMPLES;
    if (!due.isEmpty() && threads.sample(due, now)) {
      boolean locked = false;
      for (Watched watched : due.keySet()) {
        long age = now - watched.startNanos;
        watched.nextSampleNanos = now + Math.max(SAMPLE_GAP, age / AGE_SHARE);
        locked |= watched.waitsForLock() && age > LOCKED;
      }
      if (locked) {
        deadlocks.suspect(now);
      }
    }
  }

  private void lookAtPools(long now) {
    for (PoolView pool : present.pools()) {
      if (pool.pending > 0) {
        waits.add(waitLooks.atPool(pool, now));
      }
    }
  }

  private void lookAtWorkers(long now) {
    for (ExecutorEntry executor : recorder.executors.all()) {
      PoolGauges gauges = executor.gauges();
      if (gauges != null && somebodyWaits(executor, gauges)) {
        waits.add(atWorkers(executor, gauges, now));
      }
    }
  }

  /**
   * A server's queue beside idle threads is a hand-over; others may never grow to their maximum.
   */
  private static boolean somebodyWaits(ExecutorEntry executor, PoolGauges gauges) {
    int pending = gauges.pending();
    return pending > 0 && (!executor.server || gauges.active() + pending > gauges.max());
  }

  /** Of a crowd every n-th, because each view is a copy. */
  private Wait atWorkers(ExecutorEntry executor, PoolGauges gauges, long now) {
    List<Timeline> open = new ArrayList<>();
    recorder.open.forEach(
        timeline -> {
          if (executor.server || timeline.joined()) {
            open.add(timeline);
          }
        });
    int step = 1 + (open.size() - 1) / RUNNING;
    List<RequestView> running = new ArrayList<>();
    for (int i = 0; i < open.size(); i += step) {
      RequestView view = open.get(i).view(now);
      if (view != null) {
        running.add(view);
      }
    }
    int unseen = open.size() - (open.size() + step - 1) / step;
    return waitLooks.atWorkers(executor, gauges, running, unseen, now);
  }
}
