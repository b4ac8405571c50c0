package io.harbinger.watch;

import io.harbinger.cause.Holding;
import io.harbinger.cause.Sample;
import io.harbinger.log.Log;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.SegmentView;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

/**
 * Looks at threads: state, lock and its owner, processor time, the innermost frames.
 *
 * <p>A look stops the whole process until its slowest thread stands still: so there is one for all
 * threads of a tick, and after each a rest of {@link #REST} times its length. While others have the
 * processors it would last until each thread has got one, and show nothing but that: so only who
 * runs in spite of it is looked at then. A virtual thread has no {@link ThreadInfo}: its state and
 * stack come from the thread itself, its lock stays unknown.
 */
final class ThreadLooks {
  static final int DEPTH = 40;

  private static final int REST = 20;
  private static final long LONGEST_REST = 10_000_000_000L;
  private static final long WORTH_A_WORD = 50_000_000L;

  /** So much of the time on a processor, who is still looked at while others have them. */
  private static final double RUNS = 0.3;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final boolean cpuKnown =
      threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
  private final Naming naming;
  private final LongPredicate crowdedOut;
  private final LongSupplier nanoTime;
  private final LongAdder thinned;
  private final Log log;
  final Stacks stacks = new Stacks();

  /** What the owners of locks do, by thread; of the present tick. */
  private final Map<Long, Holding> owners = new HashMap<>();

  /** Of the present tick. */
  private long spentNanos;

  private boolean resting;
  private boolean crowded;
  private long restUntil;

  /** Says which request a thread works for. */
  interface Naming {
    /** Null for a thread without a request. */
    RequestView requestOf(long threadId);
  }

  /**
   * @param crowdedOut whether others have the processors at a time
   * @param thinned counts looks that were wanted while it rested
   */
  ThreadLooks(
      Naming naming, LongPredicate crowdedOut, LongSupplier nanoTime, LongAdder thinned, Log log) {
    this.thinned = thinned;
    this.naming = naming;
    this.crowdedOut = crowdedOut;
    this.nanoTime = nanoTime;
    this.log = log;
  }

  /**
   * Decides whether this tick may look: where processors are wanting, looks would take what is left
   * of them from the application.
   */
  void tick(long now) {
    owners.clear();
    resting = spentNanos > 0 && now - restUntil < 0;
    spentNanos = resting ? spentNanos : 0;
    crowded = crowdedOut.test(now);
  }

  /** No thread is looked at in this tick any more. */
  boolean resting() {
    return resting || crowded;
  }

  /**
   * Adds a sample to each of these requests, save those whose threads are gone; false while it
   * rests.
   */
  boolean sample(Map<Watched, Thread> requests, long now) {
    Map<Watched, Thread> due = crowded ? running(requests, now) : requests;
    if (resting || due.isEmpty()) {
      thinned.increment();
      return false;
    }
    Set<Long> ids = new HashSet<>();
    due.values().forEach(thread -> ids.add(thread.getId()));
    Map<Long, ThreadInfo> seen = look(ids);
    Set<Long> others = new HashSet<>();
    seen.values().forEach(info -> others.add(info.getLockOwnerId()));
    others.removeAll(ids);
    seen.putAll(look(others));
    note(due, seen, now);
    return true;
  }

  private Map<Watched, Thread> running(Map<Watched, Thread> requests, long now) {
    Map<Watched, Thread> running = new HashMap<>();
    requests.forEach(
        (request, thread) -> {
          long cpu = cpuKnown ? threads.getThreadCpuTime(thread.getId()) : -1;
          if (request.ran(cpu, now) >= RUNS) {
            running.put(request, thread);
          }
        });
    return running;
  }

  /** Adds a sample to each that was seen, or that has a virtual thread. */
  void note(Map<Watched, Thread> requests, Map<Long, ThreadInfo> seen, long now) {
    if (resting() && seen.isEmpty()) {
      return;
    }
    for (Map.Entry<Watched, Thread> one : requests.entrySet()) {
      Watched request = one.getKey();
      if (request.sampledNanos == now) {
        continue; // earlier in this tick
      }
      ThreadInfo info = seen.get(one.getValue().getId());
      Sample sample =
          info == null
              ? ofVirtual(request, one.getValue(), now)
              : ofPlatform(request, info, seen, now);
      if (sample != null) {
        request.add(sample);
        request.sampledNanos = now;
      }
    }
  }

  private Sample ofPlatform(
      Watched request, ThreadInfo info, Map<Long, ThreadInfo> seen, long now) {
    long id = info.getThreadId();
    long cpu = cpuKnown ? threads.getThreadCpuTime(id) : -1;
    long used = cpu < 0 || request.cpuNanos < 0 ? -1 : cpu - request.cpuNanos;
    request.cpuNanos = cpu;
    LockInfo lock = info.getLockInfo();
    long owner = info.getLockOwnerId();
    return new Sample(
        now,
        now - request.sampledNanos,
        info.getThreadState(),
        used,
        name(lock),
        info.getLockOwnerName(),
        owner,
        owner < 0 ? null : owner(owner, info.getLockOwnerName(), seen.get(owner), now),
        frames(info));
  }

  private Sample ofVirtual(Watched request, Thread thread, long now) {
    Thread.State state = thread.getState();
    if (state == Thread.State.TERMINATED) {
      return null;
    }
    String stack = stacks.one(frames(thread.getStackTrace()));
    return new Sample(now, now - request.sampledNanos, state, -1, null, null, -1, null, stack);
  }

  /** State, lock and frames of these threads, without those that are gone or virtual. */
  Map<Long, ThreadInfo> of(Set<Long> threadIds) {
    return crowded ? new HashMap<>() : look(threadIds);
  }

  private Map<Long, ThreadInfo> look(Set<Long> threadIds) {
    Map<Long, ThreadInfo> found = new HashMap<>();
    long[] ids = threadIds.stream().mapToLong(Long::longValue).filter(id -> id > 0).toArray();
    if (ids.length > 0 && resting) {
      thinned.increment();
    }
    if (ids.length > 0 && !resting) {
      long begun = nanoTime.getAsLong();
      ThreadInfo[] infos = threads.getThreadInfo(ids, DEPTH);
      rest(begun, nanoTime.getAsLong());
      for (ThreadInfo thread : infos) {
        if (thread != null) {
          found.put(thread.getThreadId(), thread);
        }
      }
    }
    return found;
  }

  private void rest(long begun, long ended) {
    long took = ended - begun;
    spentNanos += Math.max(1, took);
    restUntil = ended + Math.min(LONGEST_REST, REST * spentNanos);
    if (took >= WORTH_A_WORD) {
      resting = true;
      log.warn(
          "watch.looks",
          "a look at the threads took "
              + took / 1_000_000
              + " ms and stopped the application meanwhile; the next one is "
              + (restUntil - ended) / 1_000_000
              + " ms from now");
    }
  }

  /** The frames of a thread that may have been looked at; a virtual one gives them itself. */
  String stack(Thread thread, Watched watched, Map<Long, ThreadInfo> seen, long now) {
    Sample last = watched.last();
    if (last != null && last.atNanos == now) {
      return last.stack;
    }
    ThreadInfo info = seen.get(thread.getId());
    if (info != null) {
      return frames(info);
    }
    return resting() ? "" : frames(thread.getStackTrace());
  }

  /**
   * @param info null: not looked at
   */
  private Holding owner(long id, String name, ThreadInfo info, long now) {
    Holding known = owners.get(id);
    if (known == null || (known.stack == null && info != null)) {
      known = owner(name, naming.requestOf(id), info, now);
      owners.put(id, known);
    }
    return known;
  }

  private Holding owner(String name, RequestView request, ThreadInfo info, long now) {
    SegmentView op =
        request == null || request.lanes.isEmpty() ? null : request.lanes.get(0).current();
    return new Holding(
        request == null ? name : request.http.name(),
        request == null ? null : request.trace,
        false,
        request == null,
        op == null ? null : op.kind,
        op == null ? null : op.detail,
        op == null ? 0 : now - op.startNanos,
        0,
        info == null ? null : info.getThreadState(),
        info == null ? null : name(info.getLockInfo()),
        info == null ? null : frames(info));
  }

  /** {@code java.lang.Object@1b2c}, or null. */
  static String name(LockInfo lock) {
    return lock == null ? null : lock.toString();
  }

  String frames(ThreadInfo thread) {
    return stacks.one(frames(thread.getStackTrace()));
  }

  /** One frame a line, innermost first. */
  static String frames(StackTraceElement[] stack) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(DEPTH, stack.length); i++) {
      text.append(i == 0 ? "" : "\n").append(stack[i]);
    }
    return text.toString();
  }
}
