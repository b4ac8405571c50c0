package io.harbinger.watch;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks the JVM for deadlocked threads, at most every two seconds and only on suspicion, because the
 * answer stops all threads for a moment.
 *
 * <p>A deadlock never resolves itself, so a found one stays known while its threads live.
 */
final class Deadlocks {
  private static final long GAP = 2_000_000_000L;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long askedNanos;
  private boolean asked;
  private Set<Long> members = Collections.emptySet();
  private List<String> sentences = Collections.emptyList();

  /** Call when at least two requests wait for locks. */
  void suspect(long now) {
    if (asked && now - askedNanos < GAP) {
      return;
    }
    asked = true;
    askedNanos = now;
    long[] ids =
        threads.isSynchronizerUsageSupported()
            ? threads.findDeadlockedThreads()
            : threads.findMonitorDeadlockedThreads();
    Set<Long> found = new HashSet<>();
    List<String> text = new ArrayList<>();
    for (ThreadInfo info :
        ids == null ? new ThreadInfo[0] : threads.getThreadInfo(ids, ThreadLooks.DEPTH)) {
      if (info != null) {
        found.add(info.getThreadId());
        text.add(
            info.getThreadName()
                + " waits for "
                + info.getLockName()
                + ", held by "
                + info.getLockOwnerName()
                + ", at "
                + topOfApplication(info.getStackTrace()));
      }
    }
    members = found;
    sentences = text;
  }

  boolean contains(long threadId) {
    return members.contains(threadId);
  }

  /** One per thread of the cycle; empty without a deadlock. */
  List<String> sentences() {
    return sentences;
  }

  /** The innermost frame outside the JDK, else the innermost of all. */
  private static String topOfApplication(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      String type = frame.getClassName();
      if (!type.startsWith("java.") && !type.startsWith("jdk.") && !type.startsWith("sun.")) {
        return frame.toString();
      }
    }
    return stack.length == 0 ? "" : stack[0].toString();
  }
}
