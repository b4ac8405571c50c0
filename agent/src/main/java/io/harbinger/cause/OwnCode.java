package io.harbinger.cause;

/**
 * What a thread in the application's own code is doing, told from one look at it.
 *
 * <pre>
 *   BLOCKED, or parked on a lock                          LOCK     which one
 *   RUNNABLE, reading a socket inside a JDBC driver       DB       the driver does not say which
 *   RUNNABLE, reading a socket                            NETWORK  where
 *   waiting inside an HTTP client                         NETWORK  where: for an answer that another
 *                                                                  thread reads, or a connection
 *   RUNNABLE, processor time ≥ half of the stretch        CPU      where
 *   RUNNABLE, less                                        STARVED  it would run, if it got a processor
 *   else                                                  WAITING  where
 * </pre>
 *
 * <p>Without a known processor time a runnable thread is taken to run.
 */
final class OwnCode {
  static Slice slice(long from, long to, Sample sample, Doing doing) {
    String detail = doing == Doing.LOCK ? lockName(sample.lock) : where(sample.stack);
    return new Slice(from, to, doing, detail, null, sample);
  }

  /**
   * @param nanos how much of the sample's stretch the thread spent in own code
   */
  static Doing doing(Sample sample, long nanos) {
    Doing seen = doing(sample.state, sample.lock, sample.stack);
    boolean ran = sample.cpuNanos < 0 || sample.cpuNanos * 2 >= nanos;
    return seen == Doing.CPU && !ran ? Doing.STARVED : seen;
  }

  static Doing doing(Thread.State state, String lock, String stack) {
    String frames = stack == null ? "" : stack;
    if (state == Thread.State.BLOCKED || (state != Thread.State.RUNNABLE && isLock(lock))) {
      return Doing.LOCK;
    }
    if (Frames.network(frames)) {
      return Frames.driver(frames) ? Doing.DB : Doing.NETWORK;
    }
    if (state != null && state != Thread.State.RUNNABLE && Frames.client(frames)) {
      return Doing.NETWORK;
    }
    if (state == null) {
      return Doing.OWN;
    }
    return state == Thread.State.RUNNABLE ? Doing.CPU : Doing.WAITING;
  }

  static String where(String stack) {
    return Frames.application(stack);
  }

  /** {@code java.util.concurrent.locks.ReentrantLock$NonfairSync@1b2c} → {@code ReentrantLock}. */
  static String lockName(String lock) {
    if (lock == null) {
      return "a monitor";
    }
    int at = lock.indexOf('@');
    String name = at < 0 ? lock : lock.substring(0, at);
    if (name.startsWith("java.util.concurrent.locks.")) {
      name = name.substring("java.util.concurrent.locks.".length());
      int inner = name.indexOf('$');
      return inner < 0 ? name : name.substring(0, inner);
    }
    return name;
  }

  /** Conditions, futures and latches are waited for, but nobody owns them. */
  private static boolean isLock(String lock) {
    return lock != null
        && (lock.contains("Lock$") || lock.contains("Semaphore$") || lock.contains("Lock@"));
  }

  private OwnCode() {}
}
