package io.harbinger.transform;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Has the {@link Weaving} as long as it is in use: Byte Buddy, the libraries' files and what they
 * know of class files are a third of the agent's classes, and needed while classes load.
 *
 * <p>Written by the threads that weave and by the one that tends, each field for itself: who finds
 * it just let go makes another or comes later.
 */
final class Workshop {
  private final Supplier<Weaving> maker;
  private final LongSupplier nanoTime;
  private volatile Weaving open;
  private volatile long usedNanos;

  Workshop(Weaving first, Supplier<Weaving> maker, LongSupplier nanoTime) {
    this.open = first;
    this.maker = maker;
    this.nanoTime = nanoTime;
    this.usedNanos = nanoTime.getAsLong();
  }

  /** Null: it was let go. */
  Weaving ifOpen() {
    usedNanos = nanoTime.getAsLong();
    return open;
  }

  synchronized Weaving open() {
    usedNanos = nanoTime.getAsLong();
    if (open == null) {
      open = maker.get();
    }
    return open;
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
