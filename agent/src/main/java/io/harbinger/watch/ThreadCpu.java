package io.harbinger.watch;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/** The clock of what the thread that asks has used of a processor. */
final class ThreadCpu {
  /** The other clock where the JVM does not tell. */
  static LongSupplier orElse(LongSupplier nanoTime) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    boolean known = threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
    return known ? threads::getCurrentThreadCpuTime : nanoTime;
  }

  private ThreadCpu() {}
}
