package io.harbinger.export;

import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.OperatingSystemMXBean;

/** What the JVM says of itself, by the semantic conventions; read on the exporter's thread only. */
final class JvmMetrics implements MetricSource {
  private static final String TYPE = "jvm.memory.type";
  private static final String POOL = "jvm.memory.pool.name";

  @Override
  public void read(Measurements into) {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      memory(into, pool);
    }
    into.value(Meters.JVM_THREADS, ManagementFactory.getThreadMXBean().getThreadCount());
    ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    into.value(Meters.JVM_CLASSES_LOADED, classes.getTotalLoadedClassCount());
    into.value(Meters.JVM_CLASSES_UNLOADED, classes.getUnloadedClassCount());
    into.value(Meters.JVM_CLASSES, classes.getLoadedClassCount());
    into.value(Meters.JVM_CPU_COUNT, Runtime.getRuntime().availableProcessors());
    cpu(into);
  }

  private static void memory(Measurements into, MemoryPoolMXBean pool) {
    String type = pool.getType() == MemoryType.HEAP ? "heap" : "non_heap";
    MemoryUsage usage = pool.getUsage();
    if (usage != null) {
      into.value(Meters.JVM_MEMORY_USED, usage.getUsed(), TYPE, type, POOL, pool.getName());
      into.value(
          Meters.JVM_MEMORY_COMMITTED, usage.getCommitted(), TYPE, type, POOL, pool.getName());
      into.known(Meters.JVM_MEMORY_LIMIT, usage.getMax(), TYPE, type, POOL, pool.getName());
    }
    MemoryUsage afterGc = pool.getCollectionUsage();
    if (afterGc != null) {
      into.value(Meters.JVM_MEMORY_AFTER_GC, afterGc.getUsed(), TYPE, type, POOL, pool.getName());
    }
  }

  private static void cpu(Measurements into) {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    if (system instanceof com.sun.management.OperatingSystemMXBean) {
      com.sun.management.OperatingSystemMXBean sun =
          (com.sun.management.OperatingSystemMXBean) system;
      into.known(Meters.JVM_CPU_TIME, sun.getProcessCpuTime() / 1e9);
      into.known(Meters.JVM_CPU_RECENT, sun.getProcessCpuLoad());
    }
  }
}
