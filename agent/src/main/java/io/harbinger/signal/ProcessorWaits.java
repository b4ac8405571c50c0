package io.harbinger.signal;

/**
 * Takes a {@link ProcessorWait} every half second: two short reads, so that it is known at once
 * when a process gets no processor, in which every greater look would take seconds.
 */
final class ProcessorWaits {
  static final long STRETCH = 500_000_000L;

  private final ThreadRun watcher;
  private final CgroupCpu quota;

  private long sinceNanos;
  private double delayBefore = -1;
  private double throttledBefore = -1;

  /** Written by the thread that notes stalls. */
  private volatile ProcessorWait last = ProcessorWait.UNKNOWN;

  ProcessorWaits(ProcFile proc) {
    watcher = new ThreadRun(proc);
    quota = new CgroupCpu(proc);
  }

  /** To be called by the thread that notes stalls, whenever it wakes. */
  void woken(long now) {
    if (delayBefore < 0) {
      watcher.mine();
    }
    if (delayBefore >= 0 && now - sinceNanos < STRETCH) {
      return;
    }
    double delay = watcher.delayNanos();
    double throttled = throttledNanos(now);
    if (delayBefore >= 0 && delay >= delayBefore) {
      double stretch = now - sinceNanos;
      double stopped = throttledBefore < 0 ? 0 : Math.max(0, throttled - throttledBefore);
      last =
          new ProcessorWait(
              now, Math.min(1, (delay - delayBefore) / stretch), Math.min(1, stopped / stretch));
    }
    sinceNanos = now;
    delayBefore = delay;
    throttledBefore = throttled;
  }

  private double throttledNanos(long now) {
    Reading reading = new Reading(now);
    try {
      quota.read(reading);
    } catch (RuntimeException odd) {
      // an unknown file format tells nothing
    }
    return reading.throttledNanos;
  }

  ProcessorWait last() {
    return last;
  }
}
