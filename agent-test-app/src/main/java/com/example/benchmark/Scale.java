package com.example.benchmark;

import com.example.benchmark.CrowdTrial.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * How Harbinger's cost grows with the requests that hang, and with routes, SQL texts and pools:
 * each row in a process without it and in one with it, one after the other.
 */
public final class Scale {

  private static final String USAGE =
      """
      options:
        --agents DIR                    where harbinger.jar is (default target/agents)
        --number 200,2000,10000         how many hang
        --page latch,lock,pool,call     in front of what (latch)
        --threads platform,virtual      their threads; virtual ones from Java 21 on (platform)
        --variety                       instead: many routes, SQL texts, pools
        --more "OPTION ..."             of the JVM with the agent""";

  private static final List<String> NO_CAP =
      List.of("-Dharbinger.timeline.max_routes=10000", "-Dharbinger.timeline.max_statements=50000");

  private static final List<VarietyTrial.Row> VARIETY =
      List.of(
          new VarietyTrial.Row("1 route, 4 SQL texts, 1 pool", 1, 4, 1, List.of()),
          new VarietyTrial.Row("5,000 routes", 5_000, 4, 1, List.of()),
          new VarietyTrial.Row("5,000 routes, no cap", 5_000, 4, 1, NO_CAP),
          new VarietyTrial.Row("20,000 SQL texts", 1, 20_000, 1, List.of()),
          new VarietyTrial.Row("20,000 SQL texts, no cap", 1, 20_000, 1, NO_CAP),
          new VarietyTrial.Row("32 pools", 1, 4, 32, List.of()));

  private Path agents = Path.of("target/agents");
  private List<String> numbers = List.of("200", "2000", "10000");
  private List<String> pages = List.of("latch");
  private List<String> threads = List.of("platform");
  private List<String> more = List.of();
  private boolean variety;

  public static void main(String[] words) throws Exception {
    Scale scale = new Scale();
    try {
      scale.parse(words);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + USAGE);
      System.exit(2);
    }
    System.out.println(Benchmark.machine() + "\n");
    if (scale.variety) {
      scale.variety();
    } else {
      scale.crowds();
    }
    System.exit(0);
  }

  private void parse(String... words) {
    for (Iterator<String> rest = List.of(words).iterator(); rest.hasNext(); ) {
      String word = rest.next();
      switch (word) {
        case "--agents" -> agents = Path.of(value(word, rest));
        case "--number" -> numbers = List.of(value(word, rest).split(","));
        case "--page" -> pages = List.of(value(word, rest).split(","));
        case "--threads" -> threads = List.of(value(word, rest).split(","));
        case "--more" -> more = List.of(value(word, rest).split(" "));
        case "--variety" -> variety = true;
        default -> throw new IllegalArgumentException("unknown option " + word);
      }
    }
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.next();
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String page : pages) {
      for (String kind : threads) {
        for (String number : numbers) {
          rows.add(new Row("/" + page, Integer.parseInt(number), kind.equals("virtual")));
        }
      }
    }
    return rows;
  }

  private void crowds() throws Exception {
    System.out.println(
        "| hanging | its threads, of one processor | worst second | middle second | calm before | all threads |"
            + " p99 of the others | live heap | resident memory | warnings | dropped |\n"
            + "|---|---|---|---|---|---|---|---|---|---|---|");
    for (Row row : rows()) {
      CrowdTrial.Result none = new CrowdTrial(row, false, agents, more).run();
      CrowdTrial.Result ours = new CrowdTrial(row, true, agents, more).run();
      System.out.printf(
          Locale.ROOT,
          "| %,d at %s, %s threads | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% → %.1f %% |"
              + " %.1f → %.1f ms | %.1f %+.1f MiB | %.0f %+.0f MiB | %s | %d |%n",
          row.number(),
          row.page(),
          row.virtual() ? "virtual" : "platform",
          ours.ours() / ours.seconds() / 10,
          ours.worst() / 10,
          ours.middle() / 10,
          ours.calm() / 10,
          none.process() / none.seconds() / 10,
          ours.process() / ours.seconds() / 10,
          none.latency().getValueAtPercentile(99) / 1e3,
          ours.latency().getValueAtPercentile(99) / 1e3,
          none.heapMib(),
          ours.heapMib() - none.heapMib(),
          none.residentMib(),
          ours.residentMib() - none.residentMib(),
          ours.warnings(),
          ours.dropped());
      System.err.println("ms by thread: " + ours.byThread());
      System.err.println("ms by second: " + ours.bySecond().stream().map(Math::round).toList());
    }
  }

  private void variety() throws Exception {
    System.out.println(
        "| | live heap | resident memory | CPU per request | metrics sent |\n|---|---|---|---|---|");
    VarietyTrial.Row before = null;
    VarietyTrial.Result none = null;
    for (VarietyTrial.Row row : VARIETY) {
      if (before == null || !row.likeWithout(before)) {
        none = VarietyTrial.run(row, null);
      }
      before = row;
      VarietyTrial.Result ours = VarietyTrial.run(row, agents);
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f %+.1f MiB | %.0f %+.0f MiB | %.0f %+.0f µs | %,d KiB |%n",
          row.label(),
          none.heapMib(),
          ours.heapMib() - none.heapMib(),
          none.residentMib(),
          ours.residentMib() - none.residentMib(),
          none.micros(),
          ours.micros() - none.micros(),
          ours.metricBytes() >> 10);
    }
  }

  private Scale() {}
}
