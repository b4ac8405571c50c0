package com.example.laboratory;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The scoreboard as JSON. */
final class Figures {

  static String json(
      Scoreboard score, List<Episode> played, List<String> repeated, String gateway) {
    return "{\n"
        + "  \"gateway\": "
        + quote(gateway)
        + ",\n"
        + "  \"visits\": "
        + score.visits
        + ",\n"
        + "  \"failed_by_gateway\": "
        + score.failedByGateway
        + ",\n"
        + "  \"false_alarms\": "
        + score.falseAlarms.size()
        + ",\n"
        + "  \"hung\": {\"all\": "
        + score.hung
        + ", \"unread\": "
        + score.hungUnread
        + ", \"unread_warned_by_condition\": "
        + score.warnedByCondition
        + "},\n"
        + "  \"never_read\": {\"all\": "
        + score.neverRead
        + ", \"while_a_condition_was_announced\": "
        + score.neverReadAnnounced
        + "},\n"
        + "  \"lead_ms\": {\"p50\": "
        + score.lead(0.5)
        + ", \"p99\": "
        + score.lead(0.99)
        + "},\n"
        + "  \"repeated\": "
        + list(repeated)
        + ",\n"
        + "  \"skipped\": "
        + list(skipped(played))
        + ",\n"
        + "  \"goals\": {"
        + goals(score.goals())
        + "\n  },\n"
        + "  \"causes\": {"
        + matrix(score.causes.namedByInjected)
        + "\n  }\n"
        + "}\n";
  }

  private static List<String> skipped(List<Episode> played) {
    return played.stream()
        .filter(episode -> episode.skipped() != null)
        .map(episode -> episode.scenario().name() + ": " + episode.skipped())
        .toList();
  }

  private static String goals(List<Goal> goals) {
    return goals.stream()
        .map(
            goal ->
                String.format(
                    Locale.ROOT,
                    "\n    %s: {\"value\": %s, \"goal\": %s, \"cases\": %d, \"met\": %b}",
                    quote(goal.name()),
                    Double.isNaN(goal.value()) ? "null" : "" + goal.value(),
                    goal.atLeast(),
                    goal.cases(),
                    goal.met()))
        .collect(Collectors.joining(","));
  }

  private static String matrix(Map<String, Map<String, Integer>> matrix) {
    return matrix.entrySet().stream()
        .map(
            row ->
                "\n    "
                    + quote(row.getKey())
                    + ": {"
                    + row.getValue().entrySet().stream()
                        .map(cell -> quote(cell.getKey()) + ": " + cell.getValue())
                        .collect(Collectors.joining(", "))
                    + "}")
        .collect(Collectors.joining(","));
  }

  private static String list(List<String> values) {
    return values.stream().map(Figures::quote).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String quote(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ")
        + '"';
  }

  private Figures() {}
}
