package io.harbinger.log;

import java.util.concurrent.locks.LockSupport;

/**
 * Threads of ours, which never hold up the end of the JVM.
 *
 * <p>What ends one is said in a line, and an OutOfMemoryError not at all, because it is the
 * application's want. The application's own handler of uncaught exceptions, which may end the
 * process, never hears of them.
 */
public final class Daemon {
  private static final long AFTER_FULL = 100_000_000L;

  private Daemon() {}

  /** One that does its work once, not yet started; the stack is in KiB. */
  public static Thread of(String name, int stackKib, Runnable work, Log log) {
    Thread thread = new Thread(null, work, name, stackKib * 1_024L);
    thread.setDaemon(true);
    // otherwise it keeps the application's loader that happened to start it
    thread.setContextClassLoader(null);
    thread.setUncaughtExceptionHandler((ended, why) -> say(log, ended, why));
    return thread;
  }

  /** One whose work lasts as long as the process: it begins again after an OutOfMemoryError. */
  public static Thread lasting(String name, int stackKib, Runnable work, Log log) {
    return of(name, stackKib, () -> repeat(work), log);
  }

  private static void repeat(Runnable work) {
    boolean done = false;
    while (!done) {
      try {
        work.run();
        done = true;
      } catch (OutOfMemoryError full) {
        LockSupport.parkNanos(AFTER_FULL);
      }
    }
  }

  private static void say(Log log, Thread ended, Throwable why) {
    if (!(why instanceof OutOfMemoryError)) {
      log.warn("thread." + ended.getName(), ended.getName() + " has ended: " + why, why);
    }
  }
}
