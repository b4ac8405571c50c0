package io.harbinger.watch;

import io.harbinger.cause.Traffic;
import java.util.Arrays;

/**
 * Arrivals and completions second by second, and what is usual.
 *
 * <pre>
 *   now   = mean of the last 3 seconds, of up to 6 where the process stood still meanwhile: who came
 *           during a stop is counted after it
 *   peak  = the highest such mean that ends within the last 10 seconds
 *   usual = median of the seconds between 5 and 300 seconds ago that had traffic (at least 3)
 * </pre>
 *
 * <p>Requests that still wait for a worker thread have not been seen; the growth of the workers'
 * queue is added to the arrivals. The watcher's thread alone uses it.
 */
final class TrafficLog {
  private static final int SECONDS = 300;
  private static final int RECENT = 3;
  private static final int PEAK = 10;
  private static final int AFTER_A_STOP = 6;
  private static final double STOOD_STILL = 1.3;
  private static final int APART = 5;
  private static final int ENOUGH = 3;

  /** How long each of them was. */
  private final double[] seconds = new double[SECONDS];

  private final double[] arrivals = new double[SECONDS];
  private final double[] completions = new double[SECONDS];
  private final double[] inFlight = new double[SECONDS];
  private int count;
  private long lastNanos;
  private long lastArrivals;
  private long lastCompletions;
  private long lastQueued;

  /** Once a second, with counters since the start of the process and the queue's present length. */
  void second(long now, long arrived, long completed, int open, long queued) {
    double length = (now - lastNanos) / 1e9;
    if (lastNanos != 0 && length > 0) {
      double grown = arrived - lastArrivals + queued - lastQueued;
      seconds[count % SECONDS] = length;
      arrivals[count % SECONDS] = Math.max(0, grown) / length;
      completions[count % SECONDS] = (completed - lastCompletions) / length;
      inFlight[count % SECONDS] = open + queued;
      count++;
    }
    lastNanos = now;
    lastArrivals = arrived;
    lastCompletions = completed;
    lastQueued = queued;
  }

  Traffic now(int open) {
    return new Traffic(
        recent(arrivals, count),
        usual(arrivals),
        peak(arrivals),
        recent(completions, count),
        open,
        usual(inFlight));
  }

  private double peak(double[] ring) {
    double peak = 0;
    for (int end = count; end > 0 && end > count - PEAK; end--) {
      peak = Math.max(peak, recent(ring, end));
    }
    return peak;
  }

  private double recent(double[] ring, int end) {
    int n = Math.min(RECENT, end);
    for (int back = n + 1; back <= Math.min(AFTER_A_STOP, end); back++) {
      n = seconds[(end - back) % SECONDS] >= STOOD_STILL ? back : n;
    }
    double sum = 0;
    double time = 0;
    for (int j = end - n; j < end; j++) {
      sum += ring[j % SECONDS] * seconds[j % SECONDS];
      time += seconds[j % SECONDS];
    }
    return n == 0 ? 0 : sum / time;
  }

  private double usual(double[] ring) {
    int from = Math.max(0, count - SECONDS + 1);
    double[] values = new double[SECONDS];
    int n = 0;
    for (int i = from; i < count - APART; i++) {
      if (arrivals[i % SECONDS] > 0) {
        values[n++] = ring[i % SECONDS];
      }
    }
    if (n < ENOUGH) {
      return -1;
    }
    Arrays.sort(values, 0, n);
    return values[n / 2];
  }
}
