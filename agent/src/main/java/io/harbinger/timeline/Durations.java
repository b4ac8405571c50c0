package io.harbinger.timeline;

/**
 * How long an operation takes, and what of that is usual: all but the times that hung.
 *
 * <pre>  hung = ≥ 0.5 s and ≥ 20 × the median, as long as five others are known</pre>
 *
 * <p>What waited for a lock or a dead database for seconds tells nothing about the operation: it
 * would make the next outage look usual.
 */
final class Durations {
  private static final long HANGS = 500_000_000L;
  private static final int FACTOR = 20;
  private static final int FEW = 5;

  final Distribution all = new Distribution();

  /** A part of {@link #all}; made by whoever is first, never taken back. */
  private volatile Distribution hung;

  void record(long nanos) {
    all.record(nanos);
    lookAt(nanos);
  }

  /** Of what went well and ended now. */
  void record(long nanos, long now) {
    all.record(nanos, now);
    lookAt(nanos);
  }

  private void lookAt(long nanos) {
    if (nanos >= HANGS) {
      setApart(nanos);
    }
  }

  private void setApart(long nanos) {
    long median = Distribution.recentPercentiles(all, extraordinary(), 50)[0];
    if (all.recentCount() > FEW && nanos >= FACTOR * median) {
      synchronized (this) {
        hung = hung == null ? new Distribution() : hung;
      }
      hung.record(nanos);
    }
  }

  /** Those that hung, as long as enough others are known; else null: then it is usual. */
  private Distribution extraordinary() {
    Distribution left = hung;
    return left != null && all.recentCount() - left.recentCount() >= FEW ? left : null;
  }

  Baseline usual(int inFlight, long errors) {
    long[] percentiles = Distribution.recentPercentiles(all, extraordinary(), 50, 99);
    return new Baseline(
        all.recentCount(), percentiles[0], percentiles[1], all.lastNanos(), inFlight, errors);
  }

  void rotate() {
    all.rotate();
    Distribution left = hung;
    if (left != null) {
      left.rotate();
    }
  }
}
