package io.harbinger.signal;

import java.lang.management.CompilationMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.OperatingSystemMXBean;
import java.util.List;

/**
 * The JVM's own account: heap, what was live after the last collection, time in collections, CPU,
 * and how warm it is.
 */
final class Jvm implements Signal {
  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans();
  private final HeapPools pools = new HeapPools();

  @Override
  public void read(Reading into) {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    into.heapMaxBytes = heap.getMax();
    into.heapUsedBytes = heap.getUsed();
    into.heapAfterGcBytes = pools.liveBytes();
    into.oldAfterGcBytes = pools.oldLiveBytes();
    into.oldMaxBytes = pools.oldMaxBytes();
    double millis = 0;
    long count = 0;
    for (GarbageCollectorMXBean collector : collectors) {
      if (GcPauses.stops(collector.getName())) {
        millis += Math.max(0, collector.getCollectionTime());
        count += Math.max(0, collector.getCollectionCount());
      }
    }
    into.gcMillis = millis;
    into.gcCount = count;
    into.uptimeMillis = ManagementFactory.getRuntimeMXBean().getUptime();
    into.classesLoaded = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    if (compiler != null && compiler.isCompilationTimeMonitoringSupported()) {
      into.compileMillis = compiler.getTotalCompilationTime();
    }
    into.hostProcessors = Runtime.getRuntime().availableProcessors();
    into.processCpuNanos = processCpuNanos();
  }

  /** Time on a processor of all threads; -1 where it is not known. */
  static long processCpuNanos() {
    OperatingSystemMXBean system = Bean.SYSTEM;
    return system instanceof com.sun.management.OperatingSystemMXBean
        ? ((com.sun.management.OperatingSystemMXBean) system).getProcessCpuTime()
        : -1;
  }

  /** Found once, because the JVM looks through all its beans for it. */
  private static final class Bean {
    static final OperatingSystemMXBean SYSTEM = ManagementFactory.getOperatingSystemMXBean();
  }
}
