package io.harbinger.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.timeline.Counters;
import org.junit.jupiter.api.Test;

class SelfCostTest {
  @Test
  void saysWhatWasSeenAndWhatItCost() {
    Counters counters = new Counters();
    counters.arrivals.add(1_204_512);
    counters.kept.add(34);
    counters.dropped.add(2);
    assertThat(new SelfCost(12.34, 210L << 20).sentence(counters, 1, 3_600))
        .isEqualTo(
            "saw 1,204,512 requests in 3,600 s, kept 34 of them as traces, dropped 3 items; its threads"
                + " used 12.3 s of processor time (0.34 % of one processor) and allocated 210 MiB");
  }

  @Test
  void saysWhatWasLeftOut() {
    Counters counters = new Counters();
    counters.thinned.add(1_234);

    assertThat(new SelfCost(1, 0).sentence(counters, 0, 10))
        .endsWith("allocated 0 MiB; it left out 1,234 looks and diagnoses to keep that low");
  }

  @Test
  void countsTheThreadsOfOursOnly() throws Exception {
    double before = SelfCost.soFar().cpuSeconds;
    double[] used = new double[1];
    Thread ours = new Thread(() -> used[0] = work(before), "harbinger-test");
    ours.start();
    ours.join();
    assertThat(used[0]).isBetween(before + 0.05, before + 60);
  }

  private static double work(double before) {
    double now = before;
    while (now < before + 0.05) {
      now = SelfCost.soFar().cpuSeconds;
    }
    return now;
  }
}
