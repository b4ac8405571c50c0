package io.harbinger.library.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.weave.WovenApplication;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every pool of connections must tell; one class for each library extends it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PoolContract {
  /** Folders of {@code target/libs}. */
  abstract List<String> versions();

  abstract WovenApplication start(String version) throws Exception;

  /** The figures of the pool with so many connections taken. */
  abstract String figures(int active);

  /** Ends the name of what a borrower gets who waited too long. */
  abstract String exhausted();

  @ParameterizedTest
  @MethodSource("versions")
  void tellsWhoWaitsAndWhoHolds(String version) throws Exception {
    Map<String, List<String>> steps = run(version);

    assertThat(steps.get("first")).contains("borrow", "borrow done " + figures(1));
    assertThat(steps.get("statement")).containsExactly("statement select 1", "statement done");
    assertThat(steps.get("second"))
        .startsWith("borrow")
        .containsOnlyOnce("borrow")
        .last()
        .asString()
        .contains("active=2");
    assertThat(steps.get("third"))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("borrow done " + figures(2))
        .endsWith(exhausted());
  }

  @ParameterizedTest
  @MethodSource("versions")
  void returnsWhatItTook(String version) throws Exception {
    Map<String, List<String>> steps = run(version);

    String first = kept(steps.get("first"));
    String second = kept(steps.get("second"));
    assertThat(first).isNotEqualTo(second);
    assertThat(steps.get("exhausted")).containsExactly("returned " + second, "returned " + first);
  }

  /** What was taken and kept; some pools try their first connection. */
  private static String kept(List<String> events) {
    List<String> kept = entries(events, "taken ");
    entries(events, "returned ").forEach(kept::remove);
    assertThat(kept).hasSize(1);
    return kept.get(0);
  }

  private static List<String> entries(List<String> events, String what) {
    List<String> found = new ArrayList<>();
    for (String event : events) {
      if (event.startsWith(what)) {
        found.add(event.substring(what.length()));
      }
    }
    return found;
  }

  Map<String, List<String>> run(String version) throws Exception {
    WovenApplication application = start(version);
    try {
      assertThat(application.startLines)
          .noneMatch(line -> line.contains("left alone") || line.contains("could not weave"));
      Map<String, List<String>> steps = new LinkedHashMap<>();
      List<String> events = new ArrayList<>();
      for (String line : application.until("step end")) {
        assertThat(line).doesNotContain("left alone").doesNotContain("could not weave");
        if (line.startsWith("step ")) {
          events = new ArrayList<>();
          steps.put(line.substring("step ".length()), events);
        } else if (line.startsWith("event main ")) {
          events.add(line.substring("event main ".length()));
        }
      }
      return steps;
    } finally {
      application.stop();
    }
  }
}
