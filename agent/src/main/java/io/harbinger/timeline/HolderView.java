package io.harbinger.timeline;

/** Who has a pooled connection, and what he does with it now. */
public final class HolderView {
  public final long takenNanos;

  /** {@code GET /report}, or the thread's name for work that serves no request. */
  public final String who;

  /** The holder's trace; null for work that serves no request. */
  public final TraceContext trace;

  /** The request that took it has ended without giving it back. */
  public final boolean leaked;

  public final boolean background;
  public final String threadName;
  public final long threadId;

  /** What the holder's lane is in; null = the application's own code. */
  public final SegmentView current;

  /** True while it steps through a result; {@link #current} is then usually null. */
  public final boolean fetching;

  /** Where it was borrowed, top frames joined by newlines; null unless captured under pressure. */
  public final String borrowedAt;

  public HolderView(
      long takenNanos,
      String who,
      TraceContext trace,
      boolean leaked,
      boolean background,
      String threadName,
      long threadId,
      SegmentView current,
      boolean fetching,
      String borrowedAt) {
    this.takenNanos = takenNanos;
    this.who = who;
    this.trace = trace;
    this.leaked = leaked;
    this.background = background;
    this.threadName = threadName;
    this.threadId = threadId;
    this.current = current;
    this.fetching = fetching;
    this.borrowedAt = borrowedAt;
  }
}
