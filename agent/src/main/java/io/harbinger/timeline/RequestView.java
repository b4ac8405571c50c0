package io.harbinger.timeline;

import java.util.List;

/** An immutable copy of a request, taken while it runs or after its end. */
public final class RequestView {
  public final TraceContext trace;
  public final HttpView http;
  public final Peer peer;

  /** Wall clock of {@link #startNanos}, in nanoseconds since 1970. */
  public final long startEpochNanos;

  public final long startNanos;

  /** When this copy was taken, or the request's end. */
  public final long endNanos;

  public final boolean ended;

  /** Asynchronous and without a thread of its own at this moment. */
  public final boolean suspended;

  public final boolean asyncTimedOut;
  public final Failure failure;

  /** Lane 0 first. */
  public final List<LaneView> lanes;

  public final int dbCalls;

  /** Calls of the most repeated statement, and its text (null without calls). */
  public final int repeatedCalls;

  public final String repeatedSql;

  public RequestView(
      TraceContext trace,
      HttpView http,
      Peer peer,
      long startEpochNanos,
      long startNanos,
      long endNanos,
      boolean ended,
      boolean suspended,
      boolean asyncTimedOut,
      Failure failure,
      List<LaneView> lanes,
      int dbCalls,
      int repeatedCalls,
      String repeatedSql) {
    this.trace = trace;
    this.http = http;
    this.peer = peer;
    this.startEpochNanos = startEpochNanos;
    this.startNanos = startNanos;
    this.endNanos = endNanos;
    this.ended = ended;
    this.suspended = suspended;
    this.asyncTimedOut = asyncTimedOut;
    this.failure = failure;
    this.lanes = lanes;
    this.dbCalls = dbCalls;
    this.repeatedCalls = repeatedCalls;
    this.repeatedSql = repeatedSql;
  }

  /** The same request with these lanes in that time. */
  public RequestView over(long start, long end, List<LaneView> only) {
    return new RequestView(
        trace,
        http,
        peer,
        startEpochNanos + (start - startNanos),
        start,
        end,
        ended,
        suspended,
        asyncTimedOut,
        failure,
        only,
        dbCalls,
        repeatedCalls,
        repeatedSql);
  }

  public long elapsedNanos() {
    return endNanos - startNanos;
  }

  /** The thing it is doing now: lane 0's open segment, else another lane's; null = own code. */
  public SegmentView current() {
    for (LaneView lane : lanes) {
      SegmentView open = lane.open ? lane.current() : null;
      if (open != null) {
        return open;
      }
    }
    return null;
  }
}
