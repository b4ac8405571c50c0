package io.harbinger.timeline;

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
  private static final Snapshot NOTHING = new Snapshot(new long[0], new long[0], 0);

  /** One at first; what is used often gets some, so that processors do not wait for each other. */
  private volatile Stripe[] stripes = {new Stripe()};

  /** Written by the rotating thread. */
  private volatile Snapshot older = NOTHING;

  private volatile Snapshot newer = NOTHING;

  public void record(long nanos) {
    mine().record(nanos);
  }

  /** Of what went well and ended now. */
  public void record(long nanos, long now) {
    Stripe mine = mine();
    mine.record(nanos);
    mine.endedWell(now);
  }

  private Stripe mine() {
    Stripe[] known = stripes;
    if (known.length == 1) {
      return known[0].often() ? split() : known[0];
    }
    return known[(int) Thread.currentThread().getId() & known.length - 1];
  }

  private synchronized Stripe split() {
    if (stripes.length == 1) {
      Stripe[] more = new Stripe[Stripe.MOST];
      more[0] = stripes[0];
      for (int i = 1; i < more.length; i++) {
        more[i] = new Stripe();
      }
      stripes = more;
    }
    return stripes[0];
  }

  public long count() {
    long count = 0;
    for (Stripe stripe : stripes) {
      count += stripe.micros.getTotalCount();
    }
    return count;
  }

  public double sumSeconds() {
    long nanos = 0;
    for (Stripe stripe : stripes) {
      nanos += stripe.sumNanos();
    }
    return nanos / 1e9;
  }

  /** {@code nanoTime} of the last that ended well; 0: none has. */
  public long lastNanos() {
    long last = 0;
    for (Stripe stripe : stripes) {
      last = later(last, stripe.lastNanos());
    }
    return last;
  }

  /** Of two {@code nanoTime} values, where 0 stands for none. */
  static long later(long one, long other) {
    return one == 0 || other != 0 && other - one > 0 ? other : one;
  }

  void rotate() {
    older = newer;
    if (newer.total != count()) {
      newer = snapshot();
    }
  }

  long recentCount() {
    return count() - older.total;
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
    Stripe[] known = stripes;
    AtomicHistogram copy = known[0].micros.copy();
    for (int i = 1; i < known.length; i++) {
      copy.add(known[i].micros);
    }
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
