package io.harbinger.timeline;

/** How long an operation usually takes: a statement, a called host, a route. */
public final class Baseline {
  public static final Baseline NONE = new Baseline(0, -1, -1, 0, 0, 0);

  /** Completed so far (recent window). */
  public final long count;

  public final long medianNanos;
  public final long p99Nanos;

  /** {@code nanoTime} of the last completion; meaningless while count is 0. */
  public final long lastCompletedNanos;

  /** Running at this moment, in all requests and background threads. */
  public final int inFlight;

  /** Completed with an error so far. */
  public final long errors;

  public Baseline(
      long count,
      long medianNanos,
      long p99Nanos,
      long lastCompletedNanos,
      int inFlight,
      long errors) {
    this.count = count;
    this.medianNanos = medianNanos;
    this.p99Nanos = p99Nanos;
    this.lastCompletedNanos = lastCompletedNanos;
    this.inFlight = inFlight;
    this.errors = errors;
  }
}
