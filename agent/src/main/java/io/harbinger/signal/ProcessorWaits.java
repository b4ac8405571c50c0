package io.harbinger.signal;

import java.util.function.LongSupplier;

/**
 * Takes a {@link ProcessorWait} every half second, or as soon as stops for want of a processor add
 * up to a fifth of that: two short reads, so that it is known at once when a process gets no
 * processor, in which every greater look would take seconds.
 */
final class ProcessorWaits {
  static final long STRETCH = 500_000_000L;

  private static final long AT_ONCE = STRETCH / 5;

  private final ThreadRun watcher;
  private final LongSupplier starved;
  private final CgroupCpu quota;

  private long sinceNanos;
  private double delayBefore = -1;
  private double throttledBefore = -1;
  private long starvedBefore;

  /** Written by the thread that notes stalls. */
  private volatile ProcessorWait last = ProcessorWait.UNKNOWN;

  /**
   * @param starved nanoseconds in stops for want of a processor: the thread that notes them sleeps
   *     in one until all others stand still, which get none to come to a stand
   */
  ProcessorWaits(ProcFile proc, LongSupplier starved) {
    this.starved = starved;
    watcher = new ThreadRun(proc);
    quota = new CgroupCpu(proc);
  }

  /** To be called by the thread that notes stalls, whenever it wakes. */
  void woken(long now) {
    if (delayBefore < 0) {
      watcher.mine();
    }
    long stopped = starved.getAsLong() - starvedBefore;
    if (delayBefore >= 0 && now - sinceNanos < STRETCH && stopped < AT_ONCE) {
      return;
    }
    double delay = watcher.delayNanos();
    double throttled = throttledNanos(now);
    if (delayBefore >= 0 && delay >= delayBefore) {
      double stretch = Math.max(STRETCH, now - sinceNanos);
      double waited = Math.max(stopped, delay - delayBefore);
      double quota = throttledBefore < 0 ? 0 : Math.max(0, throttled - throttledBefore);
      last = new ProcessorWait(now, Math.min(1, waited / stretch), Math.min(1, quota / stretch));
    }
    starvedBefore += stopped;
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
