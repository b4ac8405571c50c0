package io.harbinger.watch;

/**
 * Whether somebody comes at regular intervals, as a health check does.
 *
 * <pre>  regular = each of the last six gaps within 20 % of their mean, and the mean ≥ 2 s</pre>
 */
final class Rhythm {
  private static final int GAPS = 6;
  private static final double SHORTEST = 2e9;
  private static final double TOLERANCE = 0.2;

  private final long[] gaps = new long[GAPS];
  private int count;
  private long lastNanos;

  /** The latest visit as of now; more often than once in the shortest gap it may be asked. */
  void last(long nanos) {
    if (nanos != lastNanos) {
      if (lastNanos != 0) {
        gaps[count++ % GAPS] = nanos - lastNanos;
      }
      lastNanos = nanos;
    }
  }

  /** The mean gap in nanoseconds, or -1 when it is not regular. */
  double regular() {
    if (count < GAPS) {
      return -1;
    }
    double sum = 0;
    for (long gap : gaps) {
      sum += gap;
    }
    double mean = sum / GAPS;
    for (long gap : gaps) {
      if (mean < SHORTEST || Math.abs(gap - mean) > TOLERANCE * mean) {
        return -1;
      }
    }
    return mean;
  }

  /** How many visits are missing by now. */
  double missed(long now) {
    double mean = regular();
    return mean < 0 ? 0 : (now - lastNanos) / mean;
  }
}
