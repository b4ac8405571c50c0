package io.harbinger;

import io.harbinger.blackbox.BlackBox;
import io.harbinger.export.Export;
import io.harbinger.log.Log;
import io.harbinger.signal.JvmStop;
import io.harbinger.signal.Signals;
import io.harbinger.timeline.Counters;
import io.harbinger.watch.Watch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The orderly stop of the JVM.
 *
 * <pre>
 *   a shutdown hook among others   from now on failures may be the stop's; what is kept is sent at once
 *   after all hooks                the last requests that ended, then those that are cut; for two seconds
 * </pre>
 *
 * <p>Where nothing can be done after the hooks, both are done in ours, and what happens while the
 * others run is left to the next start.
 */
final class Stop {
  private static final long FLUSH_MILLIS = 2_000;

  private final Signals signals;
  private final Watch watch;
  private final BlackBox box;
  private final Export export;
  private final Counters counters;
  private final Log log;

  Stop(Signals signals, Watch watch, BlackBox box, Export export, Counters counters, Log log) {
    this.signals = signals;
    this.watch = watch;
    this.box = box;
    this.export = export;
    this.counters = counters;
    this.log = log;
  }

  /**
   * @param afterHooks throws where there is no such thing
   */
  void await(Consumer<Runnable> afterHooks) {
    boolean after = true;
    try {
      afterHooks.accept(this::ends);
    } catch (RuntimeException unknown) {
      after = false;
      log.debug("nothing can be done after the shutdown hooks: " + unknown);
    }
    Runnable hook = after ? this::begins : this::beginsAndEnds;
    Runtime.getRuntime().addShutdownHook(new Thread(hook, "harbinger-stop"));
  }

  private void begins() {
    JvmStop stop = JvmStop.begins(System.nanoTime());
    signals.stopBegins(stop);
    box.stopBegins(stop.reason);
    export.hurry();
    watch.stopBegins();
    box.prepareReport();
  }

  private void ends() {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FLUSH_MILLIS);
    if (counters.arrivals.sum() > 0) {
      log.info(export.selfCost(counters));
    }
    box.stopEnding(deadline);
    watch.stop();
    export.close(left(deadline));
    // last, because requests go on until the JVM halts
    box.stopEnds(deadline);
  }

  private void beginsAndEnds() {
    begins();
    ends();
  }

  private static long left(long deadline) {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
  }
}
