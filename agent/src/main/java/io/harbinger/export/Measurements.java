package io.harbinger.export;

import io.harbinger.timeline.Distribution;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the sources say in one reading.
 *
 * <p>Tags are names and values in turn; a null value leaves its name out. What has the same meter
 * and tags is added up, except gauges, of which the last counts. Belongs to one thread.
 */
final class Measurements {
  final Map<Meters, Map<Attributes, Point>> points = new EnumMap<>(Meters.class);

  /** Ignored when the value is not a number. */
  void value(Meters meter, double value, String... tags) {
    if (!Double.isNaN(value) && !Double.isInfinite(value)) {
      Point point = point(meter, tags);
      point.value = meter.shape == Meters.Shape.GAUGE ? value : point.value + value;
    }
  }

  /** Ignored when it is negative, which is how an unknown figure is written. */
  void known(Meters meter, double value, String... tags) {
    if (value >= 0) {
      value(meter, value, tags);
    }
  }

  void distribution(Meters meter, Distribution distribution, String... tags) {
    Distribution.Snapshot all = distribution.snapshot();
    if (all.total > 0) {
      Point point = point(meter, tags);
      for (int i = 0; i < all.values.length; i++) {
        point.buckets.merge(all.values[i], all.counts[i], Long::sum);
      }
      point.value += distribution.sumSeconds();
    }
  }

  private Point point(Meters meter, String... tags) {
    return points
        .computeIfAbsent(meter, ignored -> new LinkedHashMap<>())
        .computeIfAbsent(attributes(tags), ignored -> new Point());
  }

  private static Attributes attributes(String... tags) {
    AttributesBuilder attributes = Attributes.builder();
    for (int i = 0; i + 1 < tags.length; i += 2) {
      if (tags[i + 1] == null) {
        continue;
      }
      if (tags[i].equals(Names.STATUS.getKey()) || tags[i].equals(Names.SERVER_PORT.getKey())) {
        attributes.put(AttributeKey.longKey(tags[i]), (Long) Long.parseLong(tags[i + 1]));
      } else {
        attributes.put(AttributeKey.stringKey(tags[i]), tags[i + 1]);
      }
    }
    return attributes.build();
  }

  /** The value, or the sum in seconds and the counts by microseconds. */
  static final class Point {
    double value;
    final TreeMap<Long, Long> buckets = new TreeMap<>();

    /** What came since an earlier point. */
    Point since(Point earlier) {
      Point difference = new Point();
      difference.value = Math.max(0, value - earlier.value);
      buckets.forEach(
          (micros, count) -> {
            long added = count - earlier.buckets.getOrDefault(micros, 0L);
            if (added > 0) {
              difference.buckets.put(micros, added);
            }
          });
      return difference;
    }
  }
}
