package io.harbinger.timeline;

import io.harbinger.bridge.Kind;

/** One stretch of one lane; times are {@code System.nanoTime} values. */
public final class SegmentView {
  public final Kind kind;

  /** SQL text, pool name, {@code host:port}, host name or executor name; never null. */
  public final String detail;

  public final long startNanos;

  /** Meaningless while {@link #open}. */
  public final long endNanos;

  public final boolean open;

  /** 0 = directly on the lane, 1 = inside another segment, … */
  public final int depth;

  /** Span id under which it was or would be exported; 0: none given. */
  public final long spanId;

  /** HTTP status of a call, else 0. */
  public final int status;

  /** HTTP method of a call, pool name of a statement where known, else null. */
  public final String via;

  public final Failure failure;

  /** The database, as {@code db.system.name} has it; null where it is none or not known. */
  public final String system;

  public SegmentView(
      Kind kind,
      String detail,
      long startNanos,
      long endNanos,
      boolean open,
      int depth,
      long spanId,
      int status,
      String via,
      Failure failure) {
    this(kind, detail, startNanos, endNanos, open, depth, spanId, status, via, failure, null);
  }

  public SegmentView(
      Kind kind,
      String detail,
      long startNanos,
      long endNanos,
      boolean open,
      int depth,
      long spanId,
      int status,
      String via,
      Failure failure,
      String system) {
    this.kind = kind;
    this.detail = detail;
    this.startNanos = startNanos;
    this.endNanos = endNanos;
    this.open = open;
    this.depth = depth;
    this.spanId = spanId;
    this.status = status;
    this.via = via;
    this.failure = failure;
    this.system = system;
  }

  public long nanos(long now) {
    return (open ? now : endNanos) - startNanos;
  }
}
