package io.harbinger.export;

import io.harbinger.log.Daemon;
import io.harbinger.log.Log;

/** A daemon thread that repeats a job until the job has nothing more to do. */
final class Sending implements Runnable {
  interface Job {
    /** False: it was the last time. */
    boolean once() throws InterruptedException;
  }

  private final Job job;
  private final Log log;

  private Sending(Job job, Log log) {
    this.job = job;
    this.log = log;
  }

  static Thread thread(String name, Job job, Log log) {
    return Daemon.lasting(name, 0, new Sending(job, log), log);
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
        throw full; // to say so would take memory, too
      } catch (Throwable failed) {
        log.warn("sending", "a batch could not be made and is left out", failed);
      }
    }
  }
}
