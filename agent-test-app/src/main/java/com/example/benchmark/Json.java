package com.example.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures as JSON: {@code site → variant → figure → median, spread, cases}. */
final class Json {

  static String of(List<Sample> samples, String machine) {
    List<String> sites = new ArrayList<>();
    for (Site site : Site.values()) {
      List<String> variants = new ArrayList<>();
      for (Variant variant : Variant.values()) {
        List<String> figures = figures(samples, site, variant);
        if (!figures.isEmpty()) {
          variants.add(object(name(variant), figures, "      "));
        }
      }
      if (!variants.isEmpty()) {
        sites.add(object(name(site), variants, "    "));
      }
    }
    return "{\n  \"machine\": \"" + machine + "\",\n" + object("sites", sites, "  ") + "\n}\n";
  }

  private static List<String> figures(List<Sample> samples, Site site, Variant variant) {
    List<String> figures = new ArrayList<>();
    for (Figure figure : Figure.values()) {
      Summary summary = Summary.of(samples, site, variant, figure);
      if (summary != null) {
        figures.add(
            String.format(
                Locale.ROOT,
                "        \"%s\": {\"median\": %.3f, \"spread\": %.3f, \"cases\": %d, \"unit\": \"%s\"}",
                name(figure),
                summary.median(),
                summary.spread(),
                summary.cases(),
                figure.unit));
      }
    }
    return figures;
  }

  private static String object(String name, List<String> members, String indent) {
    return indent + '"' + name + "\": {\n" + String.join(",\n", members) + '\n' + indent + '}';
  }

  private static String name(Enum<?> item) {
    return item.name().toLowerCase(Locale.ROOT);
  }

  private Json() {}
}
