package io.harbinger.blackbox;

import io.harbinger.bridge.Kind;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.SegmentView;
import io.harbinger.timeline.Sql;

/** What a request was doing when it was cut, or at the last look before. */
final class Busy {
  /** Null: its own code ran. */
  private final Kind kind;

  private final String detail;
  private final long forNanos;

  /** From the look to the end. */
  private final double beforeSeconds;

  private Busy(Kind kind, String detail, long forNanos, double beforeSeconds) {
    this.kind = kind;
    this.detail = detail == null ? "" : detail;
    this.forNanos = forNanos;
    this.beforeSeconds = beforeSeconds;
  }

  /** As its slot says; null where nobody looked. */
  static Busy noted(CutRequest request, long end) {
    if (request.notedAgeNanos < 0) {
      return null;
    }
    long before = end - request.startEpochNanos - request.notedAgeNanos;
    return new Busy(
        request.kind, request.detail, request.segmentAgeNanos, Math.max(0, before) / 1e9);
  }

  /** As it is now. */
  static Busy of(RequestView alive) {
    SegmentView now = alive.current();
    if (now == null) {
      return new Busy(null, null, 0, 0);
    }
    boolean sql = now.kind == Kind.DB || now.kind == Kind.DB_FETCH;
    String detail = sql ? Sql.summary(now.detail) : now.detail;
    return new Busy(now.kind, detail, now.nanos(alive.endNanos), 0);
  }

  /** {@code 0.4 s before that }, and nothing where it was at that very moment. */
  String before() {
    return beforeSeconds == 0 ? "" : Inquest.seconds(beforeSeconds) + " before that ";
  }

  String sentence() {
    return kind == null ? "its own code ran" : "it was " + this;
  }

  /** {@code in db (SELECT owners) for 2.1 s}. */
  @Override
  public String toString() {
    return kind == null
        ? "in its own code"
        : "in "
            + kind.label
            + (detail.isEmpty() ? "" : " (" + detail + ")")
            + " for "
            + Inquest.seconds(forNanos / 1e9);
  }
}
