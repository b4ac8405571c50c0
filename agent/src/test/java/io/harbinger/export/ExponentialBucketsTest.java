package io.harbinger.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExponentialBucketsTest {
  @Test
  void everyValueLiesInsideItsBucket() {
    for (long micros = 1; micros < 3_600_000_000L; micros = micros * 7 / 5 + 1) {
      for (int scale = 0; scale <= 5; scale++) {
        double base = Math.pow(2, Math.pow(2, -scale));
        int index = ExponentialBuckets.index(micros, scale);
        double seconds = micros / 1e6;
        assertThat(seconds).isGreaterThan(Math.pow(base, index) * (1 - 1e-9));
        assertThat(seconds).isLessThanOrEqualTo(Math.pow(base, index + 1) * (1 + 1e-9));
      }
    }
  }

  @Test
  void aNarrowRangeGetsTheFinestScaleAndAWideOneStillFits() {
    TreeMap<Long, Long> counts = new TreeMap<>();
    counts.put(1_000L, 5L);
    assertThat(point(counts).getScale()).isEqualTo(5);
    counts.put(3_600_000_000L, 1L);
    counts.put(0L, 2L);
    ExponentialHistogramPointData wide = point(counts);
    assertThat(wide.getScale()).isLessThan(5);
    assertThat(wide.getPositiveBuckets().getBucketCounts())
        .hasSizeLessThanOrEqualTo(ExponentialBuckets.MOST_BUCKETS);
    assertThat(wide.getZeroCount()).isEqualTo(2);
    assertThat(wide.getCount()).isEqualTo(8);
    assertThat(wide.getMax()).isEqualTo(3600);
  }

  private static ExponentialHistogramPointData point(TreeMap<Long, Long> counts) {
    return ExponentialBuckets.point(counts, 1, Attributes.empty(), 0, 1);
  }
}
