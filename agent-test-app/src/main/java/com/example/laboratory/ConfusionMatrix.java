package com.example.laboratory;

import java.util.Map;
import java.util.TreeMap;

/** How often which cause was named for which injected root. */
final class ConfusionMatrix {

  static final String NONE = "(no cause)";

  final Map<String, Map<String, Integer>> namedByInjected = new TreeMap<>();

  void count(String injected, String named) {
    namedByInjected
        .computeIfAbsent(injected == null ? NONE : injected, unused -> new TreeMap<>())
        .merge(named == null ? NONE : named, 1, Integer::sum);
  }

  int total() {
    return namedByInjected.values().stream()
        .flatMap(named -> named.values().stream())
        .mapToInt(Integer::intValue)
        .sum();
  }

  int right() {
    return namedByInjected.entrySet().stream()
        .mapToInt(row -> row.getValue().getOrDefault(row.getKey(), 0))
        .sum();
  }

  /**
   * The share of each root that was named rightly, averaged, so that a fault with many victims
   * counts no more.
   */
  double rightPerInjected() {
    return namedByInjected.entrySet().stream()
        .mapToDouble(
            row ->
                row.getValue().getOrDefault(row.getKey(), 0)
                    / (double) row.getValue().values().stream().mapToInt(i -> i).sum())
        .average()
        .orElse(Double.NaN);
  }
}
