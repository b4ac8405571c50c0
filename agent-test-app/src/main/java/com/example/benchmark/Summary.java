package com.example.benchmark;

import java.util.List;

/**
 * The median of one figure of one variant over its processes, and half the way between extremes.
 */
record Summary(double median, double spread, int cases) {

  static Summary of(List<Sample> samples, Site site, Variant variant, Figure figure) {
    double[] values =
        samples.stream()
            .filter(sample -> sample.site() == site && sample.variant() == variant)
            .filter(sample -> sample.figures().containsKey(figure))
            .mapToDouble(sample -> sample.figures().get(figure))
            .sorted()
            .toArray();
    if (values.length == 0) {
      return null;
    }
    int middle = values.length / 2;
    double median =
        values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    return new Summary(median, (values[values.length - 1] - values[0]) / 2, values.length);
  }
}
