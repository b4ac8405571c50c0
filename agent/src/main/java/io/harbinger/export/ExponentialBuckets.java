package io.harbinger.export;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableExponentialHistogramPointData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts by microseconds as an exponential histogram in seconds.
 *
 * <pre>
 *   bucket i holds (2^(i/2^s), 2^((i+1)/2^s)]        index = ⌈log2(seconds) · 2^s⌉ − 1
 * </pre>
 *
 * <p>The scale s is the finest, from 5 down, at which all counts fit into 160 buckets; at 5 a
 * bucket is 2.2 % wide, which is finer than what comes in.
 */
final class ExponentialBuckets {
  static final int MOST_BUCKETS = 160;
  private static final int FINEST = 5;

  private ExponentialBuckets() {}

  static ExponentialHistogramPointData point(
      TreeMap<Long, Long> counts,
      double sumSeconds,
      Attributes attributes,
      long startEpochNanos,
      long epochNanos) {
    long zeros = counts.getOrDefault(0L, 0L);
    Map<Long, Long> positive = counts.tailMap(0L, false);
    int scale = FINEST;
    if (!positive.isEmpty()) {
      long first = counts.higherKey(0L);
      long last = counts.lastKey();
      while (index(last, scale) - index(first, scale) >= MOST_BUCKETS) {
        scale--;
      }
    }
    double max = counts.isEmpty() ? 0 : counts.lastKey() / 1e6;
    double min = counts.isEmpty() ? 0 : counts.firstKey() / 1e6;
    return ImmutableExponentialHistogramPointData.create(
        scale,
        sumSeconds,
        zeros,
        !counts.isEmpty(),
        min,
        !counts.isEmpty(),
        max,
        buckets(positive, scale),
        ImmutableExponentialHistogramBuckets.create(scale, 0, Collections.<Long>emptyList()),
        startEpochNanos,
        epochNanos,
        attributes,
        Collections.emptyList());
  }

  private static ExponentialHistogramBuckets buckets(Map<Long, Long> positive, int scale) {
    List<Long> counts = new ArrayList<>();
    int offset = 0;
    for (Map.Entry<Long, Long> entry : positive.entrySet()) {
      int index = index(entry.getKey(), scale);
      if (counts.isEmpty()) {
        offset = index;
      }
      while (counts.size() <= index - offset) {
        counts.add(0L);
      }
      counts.set(index - offset, counts.get(index - offset) + entry.getValue());
    }
    return ImmutableExponentialHistogramBuckets.create(scale, offset, counts);
  }

  static int index(long micros, int scale) {
    double log2 = Math.log(micros / 1e6) / Math.log(2);
    return (int) Math.ceil(Math.scalb(log2, scale)) - 1;
  }
}
