package com.example.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.stage.GatewayKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void readsAll() {
    Options options =
        Options.parse(
            "--gateway",
            "embedded",
            "--short",
            "--agent",
            "none",
            "--only",
            "code.,network.dns",
            "--deadline",
            "3");

    assertThat(options.shortForm()).isTrue();
    assertThat(options.gateway()).isEqualTo(GatewayKind.EMBEDDED);
    assertThat(options.agent()).isNull();
    assertThat(options.only()).containsExactly("code.", "network.dns");
    assertThat(options.deadline()).isEqualTo(Duration.ofSeconds(3));
    assertThat(options.json()).isNull();
  }

  @Test
  void onlyChoosesByTheBeginningOfTheName() {
    Options options = Options.parse("--only", "code.deadlock");

    assertThat(Scenarios.all().stream().filter(options::wants).map(Scenario::name))
        .containsExactly("code.deadlock");
  }

  @Test
  void theShortFormLeavesOutVarieties() {
    Options options = Options.parse("--short");

    assertThat(Scenarios.all().stream().filter(options::wants)).allMatch(Scenario::inShortForm);
  }

  @Test
  void theShortFormOfOneCauseLeavesOutItsVarieties() {
    Options options = Options.parse("--short", "--only", "timeout.db_unavailable");

    assertThat(Scenarios.all().stream().filter(options::wants).map(Scenario::name))
        .containsExactly("timeout.db_unavailable");
  }

  @Test
  void saysWhatItDoesNotKnow() {
    assertThatThrownBy(() -> Options.parse("--fast")).hasMessageContaining("--fast");
    assertThatThrownBy(() -> Options.parse("--json")).hasMessageContaining("needs a value");
  }
}
