package io.harbinger.signal;

/**
 * How much of the last half second the thread that notes stalls was ready without a processor, or
 * stopped because others were.
 *
 * <p>It has next to nothing to do, and the kernel prefers such threads: where even this one waits,
 * the others wait longer.
 */
public final class ProcessorWait {
  /** Before the first half second is over, and where the kernel does not tell. */
  public static final ProcessorWait UNKNOWN = new ProcessorWait(0, -1, 0);

  /** {@code nanoTime}. */
  public final long endNanos;

  /** Of the stretch; -1 unknown. */
  public final double share;

  /** Of the stretch, in which the container's quota was spent. */
  public final double throttledShare;

  public ProcessorWait(long endNanos, double share, double throttledShare) {
    this.endNanos = endNanos;
    this.share = share;
    this.throttledShare = throttledShare;
  }

  /** The quota's doing. */
  public boolean throttled() {
    return share > 0 && throttledShare >= 0.5 * share;
  }

  /** Seen within the second before. */
  public boolean isRecent(long now) {
    return share >= 0 && now - endNanos < 1_000_000_000L;
  }
}
