package com.example.laboratory;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a person reads: progress line by line, then one story per cause, then the scoreboard. */
final class Printout {

  private final PrintStream out;
  private final long start = System.nanoTime();

  Printout(PrintStream out) {
    this.out = out;
  }

  void setting(String gateway, Options options) {
    line("gateway: %s; it gives up after %d ms", gateway, options.deadline().toMillis());
    line("agent:   %s", options.agent() == null ? "none" : options.agent());
    OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
    if (machine.getSystemLoadAverage() > machine.getAvailableProcessors()) {
      line(
          "note:    other programs keep this machine busy (load %.1f, %d processors), so requests"
              + " fail for reasons that nobody injected",
          machine.getSystemLoadAverage(), machine.getAvailableProcessors());
    }
  }

  void begins(Scenario scenario) {
    line("%-50s begins", scenario.name());
  }

  void ends(Episode episode, Scoreboard score) {
    line(
        "%-50s %d failed, %d named rightly, %d of %d warned in time (%d unread, %d of them by a"
            + " condition), %d false alarms, %d never read",
        episode.scenario().name(),
        episode.failed().size(),
        score.causes.right(),
        score.warnedInTime,
        score.hung,
        score.hungUnread,
        score.warnedByCondition,
        score.falseAlarms.size(),
        score.neverRead);
  }

  void repeats(Episode first, String missed, Duration deadline) {
    line("%-50s MISSED %s; once more", first.scenario().name(), missed);
    wrong(first);
    late(first, deadline);
    otherStatus(first);
    some("FALSE ALARM", first, Scoreboard.of(deadline, List.of(first)).falseAlarms.stream());
  }

  void skipped(Scenario scenario, String why) {
    line("%-50s skipped: %s", scenario.name(), why);
  }

  void broken(Scenario scenario, Exception problem) {
    line("%-50s could not be played: %s", scenario.name(), problem);
  }

  /** Called by several lanes at once. */
  private synchronized void line(String format, Object... values) {
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds, String.format(Locale.ROOT, format, values));
    out.flush();
  }

  void stories(List<Episode> played) {
    out.println();
    out.println("One failed request per scenario");
    for (Episode episode : played) {
      episode.failed().stream()
          .max((a, b) -> Integer.compare(worth(episode, a), worth(episode, b)))
          .ifPresent(
              outcome -> {
                out.println();
                out.println("  " + episode.scenario().name());
                episode.scenario().faults().forEach(f -> out.println("    " + f.sentence()));
                out.print(Story.tell(outcome));
              });
    }
  }

  /** A typical one: right, and failed by the gateway. */
  private static int worth(Episode episode, Outcome outcome) {
    return (episode.scenario().right(outcome.cause()) ? 2 : 0)
        + (outcome.failedByGateway() ? 1 : 0);
  }

  /** Some of those that hung and were not warned of in time, and how it came to that. */
  synchronized void late(Episode episode, Duration deadline) {
    if (!episode.scenario().warnable()) {
      return;
    }
    episode.outcomes().stream()
        .filter(outcome -> outcome.hung(deadline) && !outcome.warnedInTime(deadline))
        .filter(outcome -> !outcome.warnedByCondition(deadline, episode.announced()))
        .limit(5)
        .forEach(
            outcome ->
                out.printf(
                    "  LATE in %s: %s, read by a worker thread %s ms after it came, warned of %s ms"
                        + " before the gateway's answer%n",
                    episode.scenario().name(),
                    outcome.line().request(),
                    outcome.readAt() == null ? "-" : outcome.readAt() - outcome.line().cameAt(),
                    outcome.lead() == null ? "-" : outcome.lead()));
  }

  /** Some of those of whom the agent believes that the visitor got another status than he did. */
  synchronized void otherStatus(Episode episode) {
    some(
        "OTHER STATUS",
        episode,
        episode.outcomes().stream()
            .filter(outcome -> outcome.claimedStatus() != null)
            .filter(outcome -> outcome.claimedStatus() != outcome.line().status()));
  }

  synchronized void wrong(Episode episode) {
    some(
        "WRONG",
        episode,
        episode.failed().stream()
            .filter(outcome -> !episode.scenario().right(outcome.cause()) && !outcome.neverRead()));
  }

  private synchronized void some(String title, Episode episode, Stream<Outcome> outcomes) {
    outcomes
        .limit(3)
        .forEach(
            outcome -> {
              out.println();
              out.println("  " + title + " in " + episode.scenario().name());
              out.print(Story.tell(outcome));
            });
  }

  void scoreboard(Scoreboard score, List<Episode> played, List<String> repeated) {
    out.println();
    out.println("Causes: injected, then named how often");
    score.causes.namedByInjected.forEach(
        (injected, named) -> out.printf("  %-26s %s%n", injected, named));
    for (Outcome alarm : score.falseAlarms) {
      out.println();
      out.println("  FALSE ALARM");
      out.print(Story.tell(alarm));
    }
    out.println();
    out.println("Scoreboard");
    for (Goal goal : score.goals()) {
      out.printf(
          Locale.ROOT,
          "  %-6s %-72s %-7s goal %.2f, %d cases%n",
          goal.met() ? "met" : "MISSED",
          goal.sentence(),
          Double.isNaN(goal.value()) ? "-" : String.format(Locale.ROOT, "%.4f", goal.value()),
          goal.atLeast(),
          goal.cases());
    }
    out.printf(
        "  of the %d that hung %d had not been read by a worker thread in time, %d of these were"
            + " warned of by a condition%n",
        score.hung, score.hungUnread, score.warnedByCondition);
    out.printf(
        "  besides these %d failed that no worker thread ever read, %d of them while a condition of"
            + " the process was announced%n",
        score.neverRead, score.neverReadAnnounced);
    out.printf(
        "  %d visits, %d failed by the gateway; warnings came %s ms (median) and %s ms (p99) before"
            + " its answer%n",
        score.visits, score.failedByGateway, score.lead(0.5), score.lead(0.99));
    repeated.forEach(line -> out.println("  repeated: " + line));
    for (Episode episode : played) {
      if (episode.skipped() != null) {
        out.println("  skipped: " + episode.scenario().name() + ": " + episode.skipped());
      }
    }
    out.flush();
  }
}
