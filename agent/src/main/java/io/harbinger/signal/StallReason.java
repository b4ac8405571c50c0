package io.harbinger.signal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Why the JVM stood still, told by what grew meanwhile.
 *
 * <pre>
 *   throttled time  ≥ ½ of the stall   THROTTLED
 *   major faults    ≥ 50               SWAP
 *   the thread was ready for ½ of it   STARVED, or steal ≥ 20 %; where the kernel does not tell
 *                                      of the thread, host ≥ 90 % busy
 *   host ≥ 90 % busy, and the process  STARVED: it slept until the others stood still, and those had
 *   ran 2 to 50 % of it                no processor to come to a stand
 *   else                               UNEXPLAINED (stopped from outside, or a pause nobody reports)
 * </pre>
 *
 * <p>Told without formatters and the like: in a process without a processor their classes would
 * take seconds to load, and the stops of that time would be missed. Counters are compared with the
 * newest values from before the stall; {@link #remember} takes some every second. Called by the
 * hiccup thread and the signal thread, under this object's lock.
 */
final class StallReason {
  private static final int KEPT = 16;

  private final List<Signal> counters = new ArrayList<>();
  private final ArrayDeque<Reading> known = new ArrayDeque<>();

  private final WatcherDelay delay;
  private final LongSupplier nanoTime;

  StallReason(ProcFile proc, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    delay = new WatcherDelay(proc);
    counters.add(new CgroupCpu(proc));
    counters.add(new ProcSelf(proc));
    counters.add(new HostCpu(proc));
    counters.add(delay);
  }

  /** To be called by the thread that notes stalls, before it notes one. */
  void watchedByMe() {
    delay.mine();
  }

  /** What all signals have just read. */
  synchronized void remember(Reading reading) {
    read(delay, reading);
    add(reading);
  }

  private void add(Reading reading) {
    if (known.size() == KEPT) {
      known.removeFirst();
    }
    known.addLast(reading);
  }

  /** The newest that was complete before the stall, else the oldest; null when there is none. */
  private Reading before(long start) {
    Reading best = known.peekFirst();
    for (Reading reading : known) {
      best = reading.doneNanos - start <= 0 ? reading : best;
    }
    return best;
  }

  /**
   * @param ranNanos time on a processor of all threads of the process meanwhile; -1 unknown
   */
  synchronized Stall explain(long start, long end, long ranNanos) {
    Reading then = before(start);
    Reading now = read(end);
    add(now);
    if (then == null) {
      return new Stall(Stall.Reason.UNEXPLAINED, start, end, "the JVM stood still");
    }
    double throttled = grown(now.throttledNanos, then.throttledNanos);
    double faults = grown(now.majorFaults, then.majorFaults);
    double ticks = grown(now.hostAllTicks, then.hostAllTicks);
    double busy = ticks <= 0 ? 0 : grown(now.hostBusyTicks, then.hostBusyTicks) / ticks;
    double steal = ticks <= 0 ? 0 : grown(now.stealTicks, then.stealTicks) / ticks;
    if (throttled >= 0.5 * (end - start)) {
      return new Stall(
          Stall.Reason.THROTTLED,
          start,
          end,
          "quota of " + Math.round(now.cpuQuota * 100) / 100.0 + " processors spent");
    }
    if (faults >= 50) {
      String detail = Math.round(faults) + " pages read back from disk";
      return new Stall(Stall.Reason.SWAP, start, end, detail);
    }
    double waited = grown(now.watcherDelayNanos, then.watcherDelayNanos);
    boolean known = now.watcherDelayNanos >= 0 && then.watcherDelayNanos >= 0;
    boolean ready = known && waited >= 0.5 * (end - start);
    boolean crawled = ranNanos >= 0.02 * (end - start) && ranNanos <= 0.5 * (end - start);
    if (ready || busy >= 0.9 && (crawled || !known) || steal >= 0.2) {
      String detail =
          "host " + Math.round(busy * 100) + " % busy, " + Math.round(steal * 100) + " % stolen";
      return new Stall(Stall.Reason.STARVED, start, end, detail, ready);
    }
    return new Stall(Stall.Reason.UNEXPLAINED, start, end, "the JVM stood still");
  }

  private Reading read(long now) {
    Reading reading = new Reading(now);
    for (Signal counter : counters) {
      read(counter, reading);
    }
    reading.doneNanos = nanoTime.getAsLong();
    return reading;
  }

  private static void read(Signal counter, Reading into) {
    try {
      counter.read(into);
    } catch (RuntimeException odd) {
      // an unknown file format tells nothing
    }
  }

  private static double grown(double now, double then) {
    return now < 0 || then < 0 ? 0 : now - then;
  }
}
