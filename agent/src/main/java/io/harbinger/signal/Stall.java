package io.harbinger.signal;

/** A stretch in which the whole JVM stood still; times are {@code System.nanoTime} values. */
public final class Stall {
  public enum Reason {
    /** A stop-the-world pause of the collector. */
    GC,
    /** The container's CPU quota was spent. */
    THROTTLED,
    /** Memory came back from swap. */
    SWAP,
    /** Threads did not get a processor although the process was allowed to run. */
    STARVED,
    /** Stopped from outside, or a cause that nobody reports. */
    UNEXPLAINED
  }

  public final Reason reason;
  public final long startNanos;
  public final long endNanos;

  /** {@code G1 Young Generation, G1 Evacuation Pause}; never null. */
  public final String detail;

  /** A collection in it was drawn out for that reason, which is therefore not the collector's. */
  final boolean drawsOut;

  public Stall(Reason reason, long startNanos, long endNanos, String detail) {
    this(reason, startNanos, endNanos, detail, false);
  }

  Stall(Reason reason, long startNanos, long endNanos, String detail, boolean drawsOut) {
    this.drawsOut = drawsOut;
    this.reason = reason;
    this.startNanos = startNanos;
    this.endNanos = endNanos;
    this.detail = detail;
  }

  public long overlap(long from, long to) {
    return Math.max(0, Math.min(to, endNanos) - Math.max(from, startNanos));
  }
}
