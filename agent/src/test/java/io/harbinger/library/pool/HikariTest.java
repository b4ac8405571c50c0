package io.harbinger.library.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.weave.WovenApplication;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sample.HikariMain;

/** Each HikariCP from 3 to 7 tells the same. */
class HikariTest {
  @ParameterizedTest
  @ValueSource(strings = {"hikari-3", "hikari-4", "hikari-5", "hikari-6", "hikari-7"})
  void tellsWhoWaitsAndWhoHolds(String version) throws Exception {
    Map<String, List<String>> steps = run(version);

    assertThat(steps.get("first"))
        .contains(
            "pool orders max=2 min=1 active=0 pending=0 timeout=300 alive=true",
            "borrow",
            "borrow done orders max=2 min=1 active=1 pending=0 timeout=300 alive=true")
        .containsOnlyOnce("borrow");
    assertThat(steps.get("statement")).containsExactly("statement select 1", "statement done");
    assertThat(steps.get("second")).startsWith("borrow").last().asString().contains("active=2");
    assertThat(steps.get("third"))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("borrow done orders")
        .contains("active=2")
        .endsWith("SQLTransientConnectionException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hikari-3", "hikari-4", "hikari-5", "hikari-6", "hikari-7"})
  void returnsWhatItTook(String version) throws Exception {
    Map<String, List<String>> steps = run(version);

    String first = entry(steps.get("first"), "taken ");
    String second = entry(steps.get("second"), "taken ");
    assertThat(first).isNotEqualTo(second);
    assertThat(steps.get("exhausted")).containsExactly("returned " + second, "returned " + first);
  }

  private static String entry(List<String> events, String what) {
    List<String> found = events.stream().filter(event -> event.startsWith(what)).toList();
    assertThat(found).hasSize(1);
    return found.get(0).substring(what.length());
  }

  private static Map<String, List<String>> run(String version) throws Exception {
    WovenApplication application = WovenApplication.start(version, false, HikariMain.class);
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
