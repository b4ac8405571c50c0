package io.harbinger.signal;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * A thread that sleeps a little and notes when it wakes too late: whatever stopped the JVM stopped
 * it too.
 *
 * <pre>
 *   late = woken − asleep − 20 ms;   late ≥ 40 ms  ⇒  a stall of that length
 * </pre>
 *
 * <p>Between two stops by the quota it sleeps as well: the process hardly runs then, so they count
 * as one. The reason is asked of {@link StallReason} at the moment of waking. A busy machine wakes
 * threads a few milliseconds late; that is summed ({@link #lateNanos}) but is no stall.
 */
final class Hiccups implements Runnable, Signal {
  static final long SLEEP = 20_000_000L;
  static final long STALL = 40_000_000L;

  private final StallLog stalls;
  private final StallReason reason;
  private final LongSupplier nanoTime;
  private final ProcessRun process;

  /** Written by the hiccup thread, read by the signal thread. */
  private volatile long lateNanos;

  /** In stops for want of a processor; only the hiccup thread touches it. */
  private long starvedNanos;

  private volatile boolean stopped;
  private volatile LongConsumer waking = now -> {};

  /** The waking before was late for want of quota. */
  private boolean throttled;

  /**
   * @param processCpu nanoseconds on a processor of all this process's threads; -1 unknown
   */
  Hiccups(StallLog stalls, StallReason reason, LongSupplier nanoTime, LongSupplier processCpu) {
    this.stalls = stalls;
    this.reason = reason;
    this.nanoTime = nanoTime;
    this.process = new ProcessRun(processCpu, nanoTime);
  }

  @Override
  public void run() {
    reason.watchedByMe();
    long before = nanoTime.getAsLong();
    process.look(before);
    reason.explain(before, before, -1); // because the first time loads classes
    while (!stopped) {
      LockSupport.parkNanos(SLEEP);
      long awake = nanoTime.getAsLong();
      // from one waking to the next, because asking for the reason can be stopped, too
      try {
        woken(before, awake);
        waking.accept(awake);
      } catch (OutOfMemoryError full) {
        // the application's want: the next waking may have room
      }
      before = awake;
    }
  }

  void woken(long asleep, long awake) {
    long late = awake - asleep - SLEEP;
    if (late > 0) {
      long sum = lateNanos + late; // this thread alone writes it
      lateNanos = sum;
    }
    boolean again = throttled;
    throttled = false;
    if (late < STALL) {
      process.look(awake);
    } else {
      // without what may have run before the stall began, however much that was
      Stall stall = reason.explain(awake - late, awake, process.since(awake - late, awake));
      throttled = stall.reason == Stall.Reason.THROTTLED;
      starvedNanos += stall.reason == Stall.Reason.STARVED ? late : 0;
      stalls.add(throttled && again ? new Stall(stall.reason, asleep, awake, stall.detail) : stall);
    }
  }

  long starvedNanos() {
    return starvedNanos;
  }

  void eachWaking(LongConsumer work) {
    waking = work;
  }

  void stop() {
    stopped = true;
  }

  @Override
  public void read(Reading into) {
    into.lateNanos = lateNanos;
  }
}
