package io.harbinger.export;

import io.harbinger.timeline.Counters;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

/**
 * What Harbinger's own threads have used so far; what it costs on the application's threads is not
 * in here.
 *
 * <p>Our threads are known by their name, and live as long as the process.
 */
final class SelfCost {
  private static final String OURS = "harbinger-";

  final double cpuSeconds;
  final long bytes;

  SelfCost(double cpuSeconds, long bytes) {
    this.cpuSeconds = cpuSeconds;
    this.bytes = bytes;
  }

  static SelfCost soFar() {
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
    return new SelfCost(cpuNanos / 1e9, bytes);
  }

  /**
   * @param lost what could not be delivered
   */
  String sentence(Counters counters, long lost, double upSeconds) {
    return String.format(
        Locale.ROOT,
        "saw %,d requests in %,.0f s, kept %,d of them as traces, dropped %,d items; its threads used"
            + " %.1f s of processor time (%.2f %% of one processor) and allocated %,d MiB%s",
        counters.arrivals.sum(),
        upSeconds,
        counters.kept.sum(),
        counters.dropped.sum() + lost,
        cpuSeconds,
        100 * cpuSeconds / Math.max(1e-3, upSeconds),
        bytes >> 20,
        thinned(counters.thinned.sum()));
  }

  private static String thinned(long looks) {
    return looks == 0
        ? ""
        : String.format(
            Locale.ROOT, "; it left out %,d looks and diagnoses to keep that low", looks);
  }
}
