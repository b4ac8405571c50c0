package io.harbinger.signal;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.util.function.LongSupplier;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Stop-the-world pauses, from the collectors' notifications.
 *
 * <p>Times are milliseconds since the JVM's start, turned into {@code nanoTime}. Collectors whose
 * notification spans a concurrent cycle ({@code ZGC Cycles}, {@code Shenandoah Cycles}, {@code
 * ConcurrentMarkSweep}, {@code G1 Concurrent GC}) are left out: their cycle is no pause.
 */
final class GcPauses implements NotificationListener {
  private final StallLog stalls;
  private final long jvmStartNanos;

  GcPauses(StallLog stalls, LongSupplier nanoTime) {
    this.stalls = stalls;
    RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
    this.jvmStartNanos = nanoTime.getAsLong() - runtime.getUptime() * 1_000_000L;
  }

  void start() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof NotificationEmitter && stops(collector.getName())) {
        ((NotificationEmitter) collector).addNotificationListener(this, null, null);
      }
    }
  }

  void stop() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      try {
        if (collector instanceof NotificationEmitter) {
          ((NotificationEmitter) collector).removeNotificationListener(this);
        }
      } catch (ListenerNotFoundException neverAdded) {
        // a concurrent collector
      }
    }
  }

  @Override
  public void handleNotification(Notification notification, Object handback) {
    if (notification
        .getType()
        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      GarbageCollectionNotificationInfo info =
          GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
      GcInfo gc = info.getGcInfo();
      long start = jvmStartNanos + gc.getStartTime() * 1_000_000L;
      long end = jvmStartNanos + gc.getEndTime() * 1_000_000L;
      if (end > start) {
        stalls.add(
            new Stall(Stall.Reason.GC, start, end, info.getGcName() + ", " + info.getGcCause()));
      }
    }
  }

  static boolean stops(String collector) {
    return !collector.endsWith("Cycles") && !collector.contains("Concurrent");
  }
}
