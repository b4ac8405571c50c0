package io.harbinger.transform;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Has the {@link Weaving} as long as it is in use: Byte Buddy, the libraries' files and what they
 * know of class files are half of the agent's classes, and needed while classes load.
 *
 * <p>Made and let go by our own threads, used by any; who finds it just let go comes later.
 */
final class Workshop {
  /** Long enough for a busy machine; an end, because who waits may hold what the maker needs. */
  private static final long PATIENCE_SECONDS = 2;

  private final Supplier<Weaving> maker;
  private final LongSupplier nanoTime;
  private final CountDownLatch opened = new CountDownLatch(1);

  /** The one that made this: at the JVM's start it will run {@code main}. */
  private final long starter = Thread.currentThread().getId();

  private volatile Weaving open;
  private volatile long usedNanos;

  Workshop(Supplier<Weaving> maker, LongSupplier nanoTime) {
    this.maker = maker;
    this.nanoTime = nanoTime;
  }

  /**
   * Null: it was let go, or is not there yet. The first is waited for by the thread that starts the
   * application, which has no request; others never wait.
   */
  Weaving atHand() {
    usedNanos = nanoTime.getAsLong();
    Weaving present = open;
    if (present == null && opened.getCount() > 0 && Thread.currentThread().getId() == starter) {
      await();
      present = open;
    }
    return present;
  }

  private void await() {
    try {
      opened.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt(); // it was meant for the application
    }
  }

  synchronized void open() {
    usedNanos = nanoTime.getAsLong();
    try {
      if (open == null) {
        open = maker.get();
      }
    } finally {
      opened.countDown();
    }
  }

  /** True when it is let go just now. */
  boolean letGoAfter(long idleNanos) {
    if (open == null || nanoTime.getAsLong() - usedNanos < idleNanos) {
      return false;
    }
    open = null;
    return true;
  }
}
