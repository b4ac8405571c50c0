package com.example.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScenariosTest {

  @Test
  void namesAreUnique() {
    List<String> names =
        Scenarios.all().stream().map(scenario -> scenario.name() + scenario.shop()).toList();

    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void theShortFormPlaysEveryCauseButThreeMoreEndsOfTheProcess() {
    Set<String> inShortForm = new HashSet<>();
    Set<String> all = new HashSet<>();
    for (Scenario scenario : Scenarios.all()) {
      if (scenario.faults().isEmpty()) {
        continue;
      }
      all.add(scenario.cause());
      if (scenario.inShortForm()) {
        inShortForm.add(scenario.cause());
      }
    }

    assertThat(inShortForm).hasSize(19).contains("process.killed");
    all.removeAll(inShortForm);
    assertThat(all)
        .containsExactlyInAnyOrder(
            "response.truncated",
            "firewall.outbound_blocked",
            "overload.accept_backlog",
            "lifecycle.startup",
            "lifecycle.shutdown",
            "process.crashed",
            "process.oom_killed");
  }

  @Test
  void aPairSaysWhyItsRootDominates() {
    assertThat(Scenarios.all())
        .filteredOn(scenario -> scenario.faults().size() > 1)
        .isNotEmpty()
        .allMatch(scenario -> !scenario.because().isEmpty());
  }
}
