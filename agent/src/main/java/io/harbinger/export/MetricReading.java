package io.harbinger.export;

import io.harbinger.log.Log;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableDoublePointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableExponentialHistogramData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableGaugeData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableSumData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Asks the sources and makes metrics of what they say.
 *
 * <p>The figures come from tables that exist anyway, so there is no meter provider between. Belongs
 * to the exporter's thread.
 */
final class MetricReading {
  /** Written once, by who starts the agent. */
  volatile List<MetricSource> sources = Collections.emptyList();

  private final boolean delta;
  private final Log log;
  private long startEpochNanos;

  /** The reading before, for deltas. */
  private Map<Meters, Map<Attributes, Measurements.Point>> before = new EnumMap<>(Meters.class);

  MetricReading(boolean delta, long startEpochNanos, Log log) {
    this.delta = delta;
    this.startEpochNanos = startEpochNanos;
    this.log = log;
  }

  List<MetricData> read(Scene scene, long epochNanos) {
    Measurements measurements = new Measurements();
    for (MetricSource source : sources) {
      try {
        source.read(measurements);
      } catch (RuntimeException | LinkageError failed) {
        log.warn("metrics." + source.getClass().getName(), "some metrics are missing", failed);
      }
    }
    List<MetricData> metrics = new ArrayList<>();
    measurements.points.forEach(
        (meter, points) -> metrics.add(metric(scene, meter, points, epochNanos)));
    if (delta) {
      before = measurements.points;
      startEpochNanos = epochNanos;
    }
    return metrics;
  }

  private MetricData metric(
      Scene scene, Meters meter, Map<Attributes, Measurements.Point> points, long epochNanos) {
    switch (meter.shape) {
      case DISTRIBUTION:
        return ImmutableMetricData.createExponentialHistogram(
            scene.resource,
            scene.scope,
            meter.label,
            meter.meaning,
            meter.unit,
            ImmutableExponentialHistogramData.create(
                temporality(), distributions(meter, points, epochNanos)));
      case GAUGE:
        return ImmutableMetricData.createDoubleGauge(
            scene.resource,
            scene.scope,
            meter.label,
            meter.meaning,
            meter.unit,
            ImmutableGaugeData.create(values(meter, points, epochNanos)));
      default:
        boolean counts = meter.shape == Meters.Shape.COUNT;
        return ImmutableMetricData.createDoubleSum(
            scene.resource,
            scene.scope,
            meter.label,
            meter.meaning,
            meter.unit,
            ImmutableSumData.create(
                counts,
                counts ? temporality() : AggregationTemporality.CUMULATIVE,
                values(meter, points, epochNanos)));
    }
  }

  private List<DoublePointData> values(
      Meters meter, Map<Attributes, Measurements.Point> points, long epochNanos) {
    List<DoublePointData> data = new ArrayList<>();
    points.forEach(
        (attributes, point) ->
            data.add(
                ImmutableDoublePointData.create(
                    startEpochNanos,
                    epochNanos,
                    attributes,
                    meter.shape == Meters.Shape.COUNT
                        ? told(meter, attributes, point).value
                        : point.value)));
    return data;
  }

  private List<ExponentialHistogramPointData> distributions(
      Meters meter, Map<Attributes, Measurements.Point> points, long epochNanos) {
    List<ExponentialHistogramPointData> data = new ArrayList<>();
    points.forEach(
        (attributes, point) -> {
          Measurements.Point told = told(meter, attributes, point);
          data.add(
              ExponentialBuckets.point(
                  told.buckets, told.value, attributes, startEpochNanos, epochNanos));
        });
    return data;
  }

  private Measurements.Point told(Meters meter, Attributes attributes, Measurements.Point point) {
    Measurements.Point earlier =
        delta
            ? before
                .getOrDefault(meter, Collections.<Attributes, Measurements.Point>emptyMap())
                .get(attributes)
            : null;
    return earlier == null ? point : point.since(earlier);
  }

  private AggregationTemporality temporality() {
    return delta ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE;
  }
}
