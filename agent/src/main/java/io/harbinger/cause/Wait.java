package io.harbinger.cause;

import java.util.List;

/**
 * One look at a scarce thing that somebody waited for: who held it, and doing what.
 *
 * <p>Taken while somebody waits, the first one as soon as the first waiter is old. All holders are
 * listed, the waiting request itself too where it is one.
 */
public final class Wait {
  public enum What {
    POOL,
    WORKERS
  }

  public final What what;

  /** Pool name, or the executor's; equal to the detail of the segment that waits. */
  public final String resource;

  public final long atNanos;
  public final int max;
  public final int active;
  public final int waiting;
  public final List<Holding> holders;

  public Wait(
      What what,
      String resource,
      long atNanos,
      int max,
      int active,
      int waiting,
      List<Holding> holders) {
    this.what = what;
    this.resource = resource;
    this.atNanos = atNanos;
    this.max = max;
    this.active = active;
    this.waiting = waiting;
    this.holders = holders;
  }
}
