package io.harbinger.export;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/**
 * What Harbinger's own threads cost; what it costs on the application's threads is not in here.
 *
 * <p>Our threads are known by their name, and live as long as the process.
 */
final class SelfMetrics implements MetricSource {
  private static final String OURS = "harbinger-";

  @Override
  public void read(Measurements into) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long cpuNanos = 0;
    long bytes = 0;
    for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (info != null && info.getThreadName().startsWith(OURS)) {
        cpuNanos += Math.max(0, threads.getThreadCpuTime(info.getThreadId()));
        if (threads instanceof com.sun.management.ThreadMXBean) {
          long id = info.getThreadId();
          bytes +=
              Math.max(0, ((com.sun.management.ThreadMXBean) threads).getThreadAllocatedBytes(id));
        }
      }
    }
    into.value(Meters.SELF_CPU, cpuNanos / 1e9);
    into.value(Meters.SELF_ALLOCATED, bytes);
  }
}
