package io.harbinger.watch;

import io.harbinger.cause.GettingReady;
import io.harbinger.cause.Sample;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Looks at single threads: state, lock and its owner, processor time, the innermost frames.
 *
 * <p>One look costs some tens of microseconds and stops only the thread looked at; the watcher
 * rations them. A virtual thread has no {@link ThreadInfo}: its state and stack come from the
 * thread itself, its lock stays unknown.
 */
final class ThreadLooks {
  static final int DEPTH = 40;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final boolean cpuKnown =
      threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
  private final Naming naming;

  /** Says which request a thread works for. */
  interface Naming {
    /** {@code GET /report}, or null for a thread without a request. */
    String requestOf(long threadId);
  }

  ThreadLooks(Naming naming) {
    this.naming = naming;
  }

  /** Adds a sample of the request's thread; does nothing when the thread is gone. */
  void sample(Watched request, Thread thread, long now) {
    long id = thread.getId();
    ThreadInfo info = threads.getThreadInfo(id, DEPTH);
    Sample sample =
        info == null ? ofVirtual(request, thread, now) : ofPlatform(request, info, id, now);
    if (sample != null) {
      request.add(sample);
      request.sampledNanos = now;
    }
  }

  private Sample ofPlatform(Watched request, ThreadInfo info, long id, long now) {
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
        owner < 0 ? null : doing(owner),
        frames(info.getStackTrace()));
  }

  private Sample ofVirtual(Watched request, Thread thread, long now) {
    Thread.State state = thread.getState();
    if (state == Thread.State.TERMINATED) {
      return null;
    }
    String stack = frames(thread.getStackTrace());
    return new Sample(now, now - request.sampledNanos, state, -1, null, null, -1, null, stack);
  }

  /** State, lock and frames of these threads, without those that are gone or virtual. */
  Map<Long, ThreadInfo> of(Set<Long> threadIds) {
    Map<Long, ThreadInfo> found = new HashMap<>();
    long[] ids = threadIds.stream().mapToLong(Long::longValue).filter(id -> id > 0).toArray();
    if (ids.length > 0) {
      for (ThreadInfo thread : threads.getThreadInfo(ids, DEPTH)) {
        if (thread != null) {
          found.put(thread.getThreadId(), thread);
        }
      }
    }
    return found;
  }

  private String doing(long owner) {
    ThreadInfo info = threads.getThreadInfo(owner, DEPTH);
    String request = naming.requestOf(owner);
    String work =
        request != null ? request : info == null ? "a thread that ended" : info.getThreadName();
    String at = info == null ? "" : topOfApplication(info.getStackTrace());
    String ready = info == null ? null : GettingReady.frame(frames(info.getStackTrace()));
    return (at.isEmpty() ? work : work + " at " + at) + (ready == null ? "" : ", in " + ready);
  }

  /** {@code java.lang.Object@1b2c}, or null. */
  static String name(LockInfo lock) {
    return lock == null ? null : lock.toString();
  }

  /** The innermost frame outside the JDK, else the innermost of all. */
  static String topOfApplication(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      String type = frame.getClassName();
      if (!type.startsWith("java.") && !type.startsWith("jdk.") && !type.startsWith("sun.")) {
        return frame.toString();
      }
    }
    return stack.length == 0 ? "" : stack[0].toString();
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
