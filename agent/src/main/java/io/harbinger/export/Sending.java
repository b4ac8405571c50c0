package io.harbinger.export;

import io.harbinger.log.Log;
import java.util.concurrent.locks.LockSupport;

/** A daemon thread that repeats a job until the job has nothing more to do. */
final class Sending implements Runnable {
  interface Job {
    /** False: it was the last time. */
    boolean once() throws InterruptedException;
  }

  private static final long AFTER_FULL = 100_000_000L;

  private final Job job;
  private final Log log;

  private Sending(Job job, Log log) {
    this.job = job;
    this.log = log;
  }

  static Thread thread(String name, Job job, Log log) {
    Thread thread = new Thread(new Sending(job, log), name);
    thread.setDaemon(true);
    // otherwise the thread keeps the application's loader that happened to start it
    thread.setContextClassLoader(null);
    return thread;
  }

  @Override
  public void run() {
    boolean more = true;
    while (more) {
      try {
        more = job.once();
      } catch (InterruptedException interrupted) {
        return;
      } catch (OutOfMemoryError full) {
        LockSupport.parkNanos(AFTER_FULL); // to say so would take memory, too
      } catch (Throwable failed) {
        log.warn("sending", "a batch could not be made and is left out", failed);
      }
    }
  }
}
