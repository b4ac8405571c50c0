package io.harbinger;

import io.harbinger.log.Log;
import java.util.function.BooleanSupplier;

/**
 * Runs work on a thread of its own: some at once, the rest when the application's {@code main} has
 * begun, so that nothing of ours touches management beans, logging or the network before the
 * application could configure them.
 *
 * <p>{@code main} has begun when no frame of the main thread belongs to the agent's start any more
 * and the first frame is not of the JDK. Where that cannot be seen, ten seconds are enough.
 */
final class BesideMain implements Runnable {
  private static final long POLL_MILLIS = 20;
  private static final long PATIENCE_MILLIS = 10_000;

  private final Thread main;
  private final BooleanSupplier atOnce;
  private final Runnable later;
  private final Log log;

  private BesideMain(Thread main, BooleanSupplier atOnce, Runnable later, Log log) {
    this.main = main;
    this.atOnce = atOnce;
    this.later = later;
    this.log = log;
  }

  /**
   * To be called on the thread that will run {@code main}, or that attaches to a running JVM.
   *
   * @param atOnce false: nothing is to be done later
   */
  static void run(BooleanSupplier atOnce, Runnable later, Log log) {
    Thread thread =
        new Thread(
            null, new BesideMain(Thread.currentThread(), atOnce, later, log), "harbinger-start");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try {
      if (!atOnce.getAsBoolean()) {
        return;
      }
      for (long waited = 0; waited < PATIENCE_MILLIS && !mainBegun(); waited += POLL_MILLIS) {
        Thread.sleep(POLL_MILLIS);
      }
      later.run();
    } catch (Throwable odd) {
      log.warn("start", "could not start, the application runs unwatched: " + odd, odd);
    }
  }

  private boolean mainBegun() {
    StackTraceElement[] stack = main.getStackTrace();
    if (stack.length == 0) {
      return !main.isAlive();
    }
    String outermost = stack[stack.length - 1].getClassName();
    return !outermost.startsWith("sun.")
        && !outermost.startsWith("java.")
        && !outermost.startsWith("jdk.");
  }
}
