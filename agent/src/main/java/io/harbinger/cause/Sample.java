package io.harbinger.cause;

/** One look at the thread of an old request, standing for {@link #coversNanos} before it. */
public final class Sample {
  public final long atNanos;
  public final long coversNanos;
  public final Thread.State state;

  /** Processor time of the thread in the covered stretch; -1 unknown. */
  public final long cpuNanos;

  /**
   * {@code java.lang.Object@1b2c} or {@code ReentrantLock$NonfairSync@…}; null if it waits for
   * none. As {@code ThreadInfo.getLockInfo} gives it: full class name, @, identity.
   */
  public final String lock;

  /** Name and id of the lock's owner thread; null and -1 if unknown. */
  public final String lockOwner;

  public final long lockOwnerId;

  /** What the lock's owner was doing; null if unknown. */
  public final Holding owner;

  /**
   * The innermost frames, {@code com.example.Shop.pay(Shop.java:12)}, joined by newlines; deep
   * enough (some 40) to reach the application. The empty string when not captured.
   */
  public final String stack;

  public Sample(
      long atNanos,
      long coversNanos,
      Thread.State state,
      long cpuNanos,
      String lock,
      String lockOwner,
      long lockOwnerId,
      Holding owner,
      String stack) {
    this.atNanos = atNanos;
    this.coversNanos = coversNanos;
    this.state = state;
    this.cpuNanos = cpuNanos;
    this.lock = lock;
    this.lockOwner = lockOwner;
    this.lockOwnerId = lockOwnerId;
    this.owner = owner;
    this.stack = stack;
  }
}
