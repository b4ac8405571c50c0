package io.harbinger.cause;

import java.util.List;

/**
 * One look at a scarce thing that somebody waited for: who held it, and doing what.
 *
 * <p>Taken while somebody waits, the first one as soon as the first waiter is old. All holders are
 * listed, the waiting request itself too where it is one; of a crowd in a server's threads only
 * some, and {@link #unseen} tells of how many more nothing is known.
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

  /** Holders that were not looked at, so that nothing follows from their absence. */
  public final int unseen;

  /** Threads of a server, which read its requests; known of {@link What#WORKERS}. */
  public final boolean server;

  public Wait(
      What what,
      String resource,
      long atNanos,
      int max,
      int active,
      int waiting,
      List<Holding> holders,
      int unseen,
      boolean server) {
    this.server = server;
    this.what = what;
    this.resource = resource;
    this.atNanos = atNanos;
    this.max = max;
    this.active = active;
    this.waiting = waiting;
    this.holders = holders;
    this.unseen = unseen;
  }
}
