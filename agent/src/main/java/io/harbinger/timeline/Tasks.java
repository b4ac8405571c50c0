package io.harbinger.timeline;

import io.harbinger.bridge.Kind;
import java.util.function.LongSupplier;

/** Hand-over of work to other threads: of a request's tasks, and of requests by a connector. */
final class Tasks {
  /** What a worker's thread hands back after a request's worth of work. */
  private static final Object WORK = new Object();

  private final LongSupplier nanoTime;
  private final Limits limits;
  private final Seats seats;
  private final Executors executors;
  private final Counters counters;
  private final Requests requests;
  private final TaskSlots slots;

  Tasks(
      LongSupplier nanoTime,
      Limits limits,
      Seats seats,
      Executors executors,
      Counters counters,
      Requests requests,
      TaskSlots slots) {
    this.nanoTime = nanoTime;
    this.limits = limits;
    this.seats = seats;
    this.executors = executors;
    this.counters = counters;
    this.requests = requests;
    this.slots = slots;
  }

  void queued(Object executor, Object task) {
    Lane lane = seats.mine().lane();
    if (lane == null || task == null || lane.timeline == null) {
      return;
    }
    Timeline timeline = lane.timeline;
    if (timeline.is(lane.generation, Timeline.LIVE)) {
      put(task, executors.of(executor), timeline, lane.generation);
    }
  }

  void workQueued(Object executor, Object task) {
    if (task == null) {
      return;
    }
    ExecutorEntry entry = executors.of(executor);
    if (entry != null && !entry.server) {
      entry.server = true;
    }
    put(task, entry, null, 0);
  }

  private void put(Object task, ExecutorEntry entry, Timeline timeline, long generation) {
    if (!slots.put(task, entry, timeline, generation, nanoTime.getAsLong())) {
      counters.dropped.increment();
    }
  }

  void rejected(Object task) {
    slots.take(task, seats.mine().taken);
  }

  /** Null: nobody's task, or the thread works for that request already. */
  Object started(Object task) {
    Seat seat = seats.mine();
    TaskSlots.Slot taken = seat.taken;
    if (!slots.take(task, taken)) {
      return null;
    }
    long now = nanoTime.getAsLong();
    ExecutorEntry executor = taken.executor;
    if (executor != null) {
      executor.workedOnBy(seat.thread);
      executor.waits.record(now - taken.queuedNanos);
    }
    if (taken.timeline == null) {
      Lane stuck = seat.lane();
      if (stuck != null && stuck.index == 0) {
        requests.lose(stuck);
        seat.leave(stuck);
      }
      seat.workQueued = true;
      seat.workQueuedNanos = taken.queuedNanos;
      seat.workExecutor = executor;
      return WORK;
    }
    return join(seat, taken, now);
  }

  private Object join(Seat seat, TaskSlots.Slot taken, long now) {
    Timeline timeline = taken.timeline;
    long generation = taken.generation;
    Lane before = seat.lane();
    if (before != null && before.timeline == timeline && before.generation == generation) {
      return null;
    }
    if (!timeline.is(generation, Timeline.LIVE)) {
      return null;
    }
    // without an executor the task waited for something, not for a thread
    boolean waited = taken.executor != null && now - taken.queuedNanos >= limits.queueNanos;
    Lane lane = seats.take();
    lane.begin(timeline, generation, 1, seat.thread, waited ? taken.queuedNanos : now);
    if (waited) {
      lane.add(Kind.TASK_QUEUE, taken.queuedNanos, now, taken.executor);
    }
    if (!timeline.add(lane)) {
      counters.dropped.increment();
      if (lane.done()) {
        seats.giveBack(lane);
      }
      return null;
    }
    seat.enter(lane);
    return lane;
  }

  void ended(Object carried) {
    Seat seat = seats.mine();
    if (carried == WORK) {
      seat.workQueued = false;
      seat.workExecutor = null;
    } else if (carried instanceof Lane) {
      Lane lane = (Lane) carried;
      lane.unbind(nanoTime.getAsLong());
      seat.leave(lane);
      if (lane.done()) {
        seats.giveBack(lane);
      }
    }
  }

  void sweep(long now) {
    slots.sweep(now);
  }
}
