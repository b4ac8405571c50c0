package io.harbinger.timeline;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Which queued task belongs to which request: a fixed hash by the identity of the task, so that no
 * task is wrapped.
 *
 * <pre>
 *   put   null ─► CLAIMED, fill ─► task          take   task ─► CLAIMED, read ─► null
 * </pre>
 *
 * <p>Assumption: a task is put before it can be run. Whoever swaps the place to CLAIMED has it
 * alone. What the requests that are over have left behind makes room; when the neighbourhood is
 * full without that, the task is not carried. The sweeper takes out what has been left behind.
 */
final class TaskSlots {
  private static final int SIZE = 4_096;
  private static final int PROBES = 8;
  private static final long STALE_NANOS = 10 * 60 * 1_000_000_000L;
  private static final int QUIET = 2;
  private static final Object CLAIMED = new Object();

  interface Visitor {
    void waits(ExecutorEntry executor, long queuedNanos);
  }

  private final AtomicReferenceArray<Object> tasks = new AtomicReferenceArray<>(SIZE);
  private final Slot[] slots = new Slot[SIZE];

  /**
   * Sweeps in a row that found nothing; from {@link #QUIET} on there is nothing to look up, the
   * usual case in a process that serves nobody. No count of what waits, because the processors
   * would pass it to and fro.
   */
  private final AtomicInteger emptySweeps = new AtomicInteger(QUIET);

  TaskSlots() {
    for (int i = 0; i < SIZE; i++) {
      slots[i] = new Slot();
    }
  }

  /** A server's hand-over wins over a plain one of the same task. */
  boolean put(Object task, ExecutorEntry executor, Timeline timeline, long generation, long now) {
    return put(task, executor, timeline, generation, now, false)
        || put(task, executor, timeline, generation, now, true);
  }

  private boolean put(
      Object task,
      ExecutorEntry executor,
      Timeline timeline,
      long generation,
      long now,
      boolean clear) {
    int start = hash(task);
    for (int i = 0; i < PROBES; i++) {
      int at = start + i & SIZE - 1;
      if (clear) {
        clear(at, now);
      }
      Object there = tasks.get(at);
      boolean again = there == task;
      if (again && timeline != null && slots[at].timeline == null) {
        return true;
      }
      if ((there == null || again) && tasks.compareAndSet(at, there, CLAIMED)) {
        Slot slot = slots[at];
        slot.executor = executor;
        slot.timeline = timeline;
        slot.generation = generation;
        slot.queuedNanos = now;
        tasks.set(at, task);
        // after the store, so that a sweep sees one or the other
        if (emptySweeps.get() != 0) {
          emptySweeps.set(0);
        }
        return true;
      }
    }
    return false;
  }

  /** Copies what belongs to the task into {@code to}; false when nothing does. */
  boolean take(Object task, Slot to) {
    if (quiet()) {
      return false;
    }
    int start = hash(task);
    for (int i = 0; i < PROBES; i++) {
      int at = start + i & SIZE - 1;
      if (tasks.get(at) == task && tasks.compareAndSet(at, task, CLAIMED)) {
        Slot slot = slots[at];
        to.executor = slot.executor;
        to.timeline = slot.timeline;
        to.generation = slot.generation;
        to.queuedNanos = slot.queuedNanos;
        tasks.set(at, null);
        return true;
      }
    }
    return false;
  }

  void sweep(long now) {
    int before = emptySweeps.get();
    if (before >= QUIET) {
      return;
    }
    boolean empty = true;
    for (int at = 0; at < SIZE; at++) {
      clear(at, now);
      empty &= tasks.get(at) == null;
    }
    if (empty) {
      emptySweeps.compareAndSet(before, before + 1); // not if something was put meanwhile
    } else {
      emptySweeps.set(0);
    }
  }

  /** Empties the place of a task that nobody runs, or for whose request it is too late. */
  private void clear(int at, long now) {
    Object task = tasks.get(at);
    if (task == null || task == CLAIMED || !slots[at].left(now)) {
      return;
    }
    if (tasks.compareAndSet(at, task, CLAIMED)) {
      boolean left = slots[at].left(now); // because it may have got a new task meanwhile
      tasks.set(at, left ? null : task);
    }
  }

  /** Tasks of this request that wait for a thread of a pool now; racy, for a view. */
  void forEachWaiting(Timeline timeline, long generation, Visitor visitor) {
    if (quiet()) {
      return;
    }
    for (int at = 0; at < SIZE; at++) {
      Object task = tasks.get(at);
      if (task == null || task == CLAIMED) {
        continue; // most are, and their slots are not in the caches
      }
      Slot slot = slots[at];
      boolean own = slot.timeline == timeline && slot.generation == generation;
      ExecutorEntry executor = own ? slot.executor : null;
      long queuedNanos = slot.queuedNanos;
      if (executor != null && tasks.get(at) == task) {
        visitor.waits(executor, queuedNanos);
      }
    }
  }

  int size() {
    int size = 0;
    for (int at = 0; at < SIZE; at++) {
      size += tasks.get(at) == null ? 0 : 1;
    }
    return size;
  }

  private boolean quiet() {
    return emptySweeps.get() >= QUIET;
  }

  private static int hash(Object task) {
    int hash = System.identityHashCode(task);
    return hash ^ hash >>> 12;
  }

  /** Written by whoever claimed the place, made visible by the task's store. */
  static final class Slot {
    ExecutorEntry executor;

    /** Null: a server's hand-over, before there is a request. */
    Timeline timeline;

    long generation;
    long queuedNanos;

    boolean left(long now) {
      Timeline of = timeline;
      boolean over = of != null && !of.is(generation, Timeline.LIVE);
      return over || now - queuedNanos > STALE_NANOS;
    }
  }
}
