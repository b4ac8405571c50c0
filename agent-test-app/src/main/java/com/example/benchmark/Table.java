package com.example.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One site's figures as a Markdown table: no agent with its spread, then for each other variant the
 * difference of the medians, the ratio, and the spread of its own.
 */
final class Table {

  static String of(List<Sample> samples, Site site) {
    List<Variant> others = new ArrayList<>();
    for (Variant variant : Variant.values()) {
      if (variant != Variant.NONE
          && samples.stream().anyMatch(s -> s.site() == site && s.variant() == variant)) {
        others.add(variant);
      }
    }
    StringBuilder text = new StringBuilder("| " + site.label + " | no agent |");
    others.forEach(variant -> text.append(' ').append(variant.label).append(" |"));
    text.append("\n|---|---|").append("---|".repeat(others.size())).append('\n');
    for (Figure figure : Figure.values()) {
      text.append("| ").append(figure.label).append(" | ");
      Summary none = Summary.of(samples, site, Variant.NONE, figure);
      text.append(none == null ? "" : absolute(figure, none)).append(" |");
      for (Variant variant : others) {
        Summary other = Summary.of(samples, site, variant, figure);
        text.append(' ').append(cell(figure, none, other)).append(" |");
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String cell(Figure figure, Summary none, Summary other) {
    if (other == null) {
      return "";
    }
    if (none == null) {
      return absolute(figure, other);
    }
    double difference = other.median() - none.median();
    String text = number(figure, difference, "+") + unit(figure);
    if (none.median() > 0) {
      text += String.format(Locale.ROOT, ", × %.2f", other.median() / none.median());
    }
    return text + " (±" + number(figure, other.spread(), "") + ")";
  }

  private static String absolute(Figure figure, Summary summary) {
    return number(figure, summary.median(), "")
        + unit(figure)
        + " (±"
        + number(figure, summary.spread(), "")
        + ")";
  }

  private static String unit(Figure figure) {
    return figure.unit.isEmpty() ? "" : " " + figure.unit;
  }

  private static String number(Figure figure, double value, String sign) {
    return String.format(Locale.ROOT, "%," + sign + "." + figure.decimals + "f", value);
  }

  private Table() {}
}
