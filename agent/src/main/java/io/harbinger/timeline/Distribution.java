package io.harbinger.timeline;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * How long an operation takes: everything since the start for the metrics, the last five to ten
 * minutes for what is usual.
 *
 * <pre>
 *   usual = all − older        older ◄─ newer ◄─ all     every five minutes, by {@link #rotate}
 * </pre>
 *
 * <p>Any thread records without a lock. One thread rotates. Resolution 6 %, at best 8 µs; times
 * above one hour count as one hour.
 */
public final class Distribution {
  private static final long HIGHEST_MICROS = 3_600_000_000L;
  private static final Snapshot NOTHING = new Snapshot(new long[0], new long[0], 0);

  private final AtomicHistogram micros = new AtomicHistogram(8, HIGHEST_MICROS, 1);
  private final LongAdder sumNanos = new LongAdder();

  /** Written by the rotating thread. */
  private volatile Snapshot older = NOTHING;

  private volatile Snapshot newer = NOTHING;

  public void record(long nanos) {
    long value = nanos / 1_000;
    micros.recordValue(value < 0 ? 0 : Math.min(value, HIGHEST_MICROS));
    sumNanos.add(nanos);
  }

  public long count() {
    return micros.getTotalCount();
  }

  public double sumSeconds() {
    return sumNanos.sum() / 1e9;
  }

  void rotate() {
    older = newer;
    if (newer.total != micros.getTotalCount()) {
      newer = snapshot();
    }
  }

  long recentCount() {
    return micros.getTotalCount() - older.total;
  }

  /** Over the recent window, in nanoseconds; -1 for each when it is empty. */
  long[] recentPercentiles(double... percentiles) {
    return recentPercentiles(this, null, percentiles);
  }

  /**
   * The same without some of them.
   *
   * @param without a part of the former, or null
   */
  static long[] recentPercentiles(Distribution of, Distribution without, double... percentiles) {
    // first, because what is taken out was put into both
    Snapshot out = without == null ? NOTHING : without.recent();
    Snapshot all = of.recent();
    long[] counts = all.counts;
    long total = 0;
    int j = 0;
    for (int i = 0; i < counts.length; i++) {
      if (j < out.values.length && out.values[j] == all.values[i]) {
        counts[i] = Math.max(0, counts[i] - out.counts[j++]);
      }
      total += counts[i];
    }
    long[] result = new long[percentiles.length];
    for (int p = 0; p < result.length; p++) {
      result[p] = total == 0 ? -1 : at(all.values, counts, total, percentiles[p]) * 1_000;
    }
    return result;
  }

  private Snapshot recent() {
    Snapshot all = snapshot();
    Snapshot before = older;
    int j = 0;
    for (int i = 0; i < all.counts.length; i++) {
      if (j < before.values.length && before.values[j] == all.values[i]) {
        all.counts[i] -= before.counts[j++];
      }
    }
    return all;
  }

  private static long at(long[] values, long[] counts, long total, double percentile) {
    long rank = Math.max(1, (long) Math.ceil(total * percentile / 100));
    long seen = 0;
    for (int i = 0; i < values.length; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return values[i];
      }
    }
    return values[values.length - 1];
  }

  /** All since the start. */
  public Snapshot snapshot() {
    int size = 0;
    AtomicHistogram copy = micros.copy();
    for (HistogramIterationValue ignored : copy.recordedValues()) {
      size++;
    }
    long[] values = new long[size];
    long[] counts = new long[size];
    long total = 0;
    int i = 0;
    for (HistogramIterationValue value : copy.recordedValues()) {
      values[i] = value.getValueIteratedTo();
      counts[i] = value.getCountAddedInThisIterationStep();
      total += counts[i++];
    }
    return new Snapshot(values, counts, total);
  }

  /** The buckets that are not empty; buckets only fill, so an earlier one's are among a later's. */
  public static final class Snapshot {
    /** Upper ends of the buckets in microseconds, ascending. */
    public final long[] values;

    public final long[] counts;
    public final long total;

    Snapshot(long[] values, long[] counts, long total) {
      this.values = values;
      this.counts = counts;
      this.total = total;
    }
  }
}
