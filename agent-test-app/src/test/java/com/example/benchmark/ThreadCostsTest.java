package com.example.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ThreadCostsTest {

  @Test
  void countsTheThreadsWithThatNameOnly() throws Exception {
    ThreadCosts costs = new ThreadCosts(ProcessHandle.current().pid(), "ours-");
    FutureTask<Double> work = new FutureTask<>(() -> work(costs));
    Thread ours = new Thread(work, "ours-works");
    ours.start();

    assertThat(work.get()).isGreaterThanOrEqualTo(20);
  }

  private static double work(ThreadCosts costs) throws IOException {
    costs.find();
    double used = 0;
    while (used < 20) {
      assertThat(costs.millis()).containsOnlyKeys("ours-works");
      used = costs.millis().get("ours-works");
    }
    return used;
  }
}
