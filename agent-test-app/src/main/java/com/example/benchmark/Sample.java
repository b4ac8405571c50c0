package com.example.benchmark;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures of one process; as a line: {@code BARE HARBINGER CPU_FIXED=114.5 …}. */
record Sample(Site site, Variant variant, Map<Figure, Double> figures) {

  static Sample of(Site site, Variant variant) {
    return new Sample(site, variant, new EnumMap<>(Figure.class));
  }

  static Sample parse(String line) {
    String[] words = line.split(" ");
    Sample sample = of(Site.valueOf(words[0]), Variant.valueOf(words[1]));
    for (int i = 2; i < words.length; i++) {
      String[] pair = words[i].split("=");
      sample.put(Figure.valueOf(pair[0]), Double.parseDouble(pair[1]));
    }
    return sample;
  }

  void put(Figure figure, double value) {
    figures.put(figure, value);
  }

  String line() {
    return site
        + " "
        + variant
        + " "
        + figures.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(" "));
  }
}
