package com.example.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.fault.Dns;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void writesGoalsCausesAndWhatWasSkipped() {
    Scoreboard score = new Scoreboard(Duration.ofSeconds(2));
    score.causes.count("code.deadlock", "code.deadlock");
    score.causes.count("code.deadlock", null);
    Episode skipped = Episode.skipped(Scenario.of(new Dns()), "no \"namespace\"");

    String json = Figures.json(score, List.of(skipped), List.of(), "nginx");

    assertThat(json)
        .contains("\"skipped\": [\"network.dns: no \\\"namespace\\\"\"]")
        .contains("\"code.deadlock\": {\"(no cause)\": 1, \"code.deadlock\": 1}")
        .contains("\"cause_right\": {\"value\": 0.5, \"goal\": 0.97, \"cases\": 2, \"met\": false}")
        .contains(
            "\"failures_tagged\": {\"value\": null, \"goal\": 1.0, \"cases\": 0, \"met\": true}");
  }
}
