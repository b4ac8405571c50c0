package io.harbinger.signal;

import java.util.List;

/**
 * The readings of the last minutes and what they say about a stretch of time.
 *
 * <pre>
 *   rate  = (counter at or after the end − counter at or before the start) / time between them
 *   level = the worst of the readings in between
 * </pre>
 *
 * <p>Single writer (the signal thread), readers copy under this object's lock.
 */
final class History {
  private static final int CAPACITY = 1_200;

  private final Reading[] ring = new Reading[CAPACITY];
  private int count;
  private boolean everQueued;

  synchronized void add(Reading reading) {
    ring[count++ % CAPACITY] = reading;
    everQueued |= queued(reading, false);
  }

  /**
   * How long somebody may have waited to be accepted: the time next to readings in which one did.
   *
   * @param full … and the queue was full
   */
  synchronized long queuedNanos(long from, long to, boolean full) {
    long sum = 0;
    int first = Math.max(1, count - CAPACITY + 1);
    for (int i = count - 1; everQueued && i >= first; i--) {
      Reading a = ring[(i - 1) % CAPACITY];
      Reading b = ring[i % CAPACITY];
      if (b.atNanos - from <= 0) {
        break;
      }
      if (queued(a, full) || queued(b, full)) {
        sum += Math.max(0, Math.min(to - from, b.atNanos - from) - Math.max(0, a.atNanos - from));
      }
    }
    return sum;
  }

  private static boolean queued(Reading reading, boolean full) {
    for (AcceptQueue queue : reading.acceptQueues) {
      if (full ? queue.full() : queue.queued > 0) {
        return true;
      }
    }
    return false;
  }

  synchronized HostView between(long from, long to) {
    HostView view = new HostView();
    if (count == 0) {
      return view;
    }
    int first = Math.max(0, count - CAPACITY);
    int start = first;
    int end = count - 1;
    for (int i = first; i < count; i++) {
      long at = ring[i % CAPACITY].atNanos;
      if (at - from <= 0) {
        start = i;
      }
      if (at - to >= 0) {
        end = i;
        break;
      }
    }
    if (start == end && start > first) {
      start--; // a stretch shorter than the distance of two readings
    }
    for (int i = start; i <= end; i++) {
      levels(view, ring[i % CAPACITY]);
    }
    rates(view, ring[start % CAPACITY], ring[end % CAPACITY]);
    double delayed = delayed(start, end);
    view.runDelay = delayed < 0 ? view.runDelay : delayed;
    return view;
  }

  /** Nobody counts while the processors are free, so from the first count to the last one. */
  private double delayed(int start, int end) {
    Reading first = null;
    Reading last = null;
    for (int i = start; i <= end; i++) {
      Reading reading = ring[i % CAPACITY];
      if (reading.runDelayNanos >= 0) {
        first = first == null ? reading : first;
        last = reading;
      }
    }
    double nanos = ring[end % CAPACITY].atNanos - ring[start % CAPACITY].atNanos;
    return first == last ? -1 : rate(first.runDelayNanos, last.runDelayNanos, nanos);
  }

  private static void levels(HostView view, Reading r) {
    view.heapMaxBytes = Math.max(view.heapMaxBytes, r.heapMaxBytes);
    view.heapUsedBytes = Math.max(view.heapUsedBytes, r.heapUsedBytes);
    view.heapAfterGcBytes = Math.max(view.heapAfterGcBytes, r.heapAfterGcBytes);
    view.oldAfterGcBytes = Math.max(view.oldAfterGcBytes, r.oldAfterGcBytes);
    view.oldMaxBytes = Math.max(view.oldMaxBytes, r.oldMaxBytes);
    view.containerMemoryBytes = Math.max(view.containerMemoryBytes, r.containerMemoryBytes);
    view.containerMemoryLimitBytes = r.containerMemoryLimitBytes;
    view.swapBytes = Math.max(view.swapBytes, r.swapBytes);
    view.cpuQuota = r.cpuQuota;
    view.cpuLimit = r.cpuQuota > 0 && r.cpuQuota < r.hostProcessors ? r.cpuQuota : r.hostProcessors;
    view.openDescriptors = Math.max(view.openDescriptors, r.openDescriptors);
    view.maxDescriptors = r.maxDescriptors;
    view.abortedConnections = Math.max(view.abortedConnections, r.abortedConnections);
    view.threads = Math.max(view.threads, r.threads);
    view.uptimeMillis = Math.max(view.uptimeMillis, r.uptimeMillis);
    r.acceptQueues.forEach(queue -> fullest(view.acceptQueues, queue));
  }

  private static void fullest(List<AcceptQueue> known, AcceptQueue queue) {
    for (int i = 0; i < known.size(); i++) {
      AcceptQueue other = known.get(i);
      if (other.port == queue.port) {
        boolean more = queue.full() == other.full() ? queue.queued >= other.queued : queue.full();
        known.set(i, more ? queue : other);
        return;
      }
    }
    known.add(queue);
  }

  private static void rates(HostView view, Reading a, Reading b) {
    double nanos = b.atNanos - a.atNanos;
    if (nanos <= 0) {
      return;
    }
    double seconds = nanos / 1e9;
    // because a collection may run between the clock and the counter
    view.gcShare = Math.min(1, rate(a.gcMillis, b.gcMillis, seconds * 1000));
    view.gcCount = a.gcCount < 0 ? -1 : b.gcCount - a.gcCount;
    view.cpuUsed = rate(a.processCpuNanos, b.processCpuNanos, nanos);
    double ticks = b.hostAllTicks - a.hostAllTicks;
    view.hostCpuShare = ticks > 0 ? rate(a.hostBusyTicks, b.hostBusyTicks, ticks) : -1;
    view.stealShare = ticks > 0 ? rate(a.stealTicks, b.stealTicks, ticks) : -1;
    double periods = b.periods - a.periods;
    view.throttledPeriodShare =
        periods > 0 ? rate(a.throttledPeriods, b.throttledPeriods, periods) : -1;
    view.throttledShare = rate(a.throttledNanos, b.throttledNanos, nanos);
    view.majorFaultsPerSecond = rate(a.majorFaults, b.majorFaults, seconds);
    view.runDelay = rate(a.lateNanos, b.lateNanos, nanos);
    view.cpuPressure = rate(a.cpuPressureMicros, b.cpuPressureMicros, seconds * 1e6);
    view.memoryPressure = rate(a.memoryPressureMicros, b.memoryPressureMicros, seconds * 1e6);
    view.compileShare = rate(a.compileMillis, b.compileMillis, seconds * 1000);
    view.classesLoadedPerSecond = rate(a.classesLoaded, b.classesLoaded, seconds);
    view.backlogDropsPerSecond = rate(a.backlogDrops, b.backlogDrops, seconds);
  }

  private static double rate(double before, double after, double per) {
    return before < 0 || after < 0 ? -1 : Math.max(0, after - before) / per;
  }
}
