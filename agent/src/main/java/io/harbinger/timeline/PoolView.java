package io.harbinger.timeline;

import java.util.List;

/** A connection pool at one instant; a figure that is not known is -1. */
public final class PoolView {
  public final String name;
  public final int max;
  public final int min;
  public final int active;
  public final int idle;
  public final int pending;
  public final long timeoutMillis;
  public final List<HolderView> holders;

  /** Since the start of the process. */
  public final long borrows;

  public final long timeouts;

  /** Median and 99th percentile of how long a connection is kept, in nanoseconds; -1 unknown. */
  public final long holdMedianNanos;

  public final long holdP99Nanos;

  public PoolView(
      String name,
      int max,
      int min,
      int active,
      int idle,
      int pending,
      long timeoutMillis,
      List<HolderView> holders,
      long borrows,
      long timeouts,
      long holdMedianNanos,
      long holdP99Nanos) {
    this.name = name;
    this.max = max;
    this.min = min;
    this.active = active;
    this.idle = idle;
    this.pending = pending;
    this.timeoutMillis = timeoutMillis;
    this.holders = holders;
    this.borrows = borrows;
    this.timeouts = timeouts;
    this.holdMedianNanos = holdMedianNanos;
    this.holdP99Nanos = holdP99Nanos;
  }
}
