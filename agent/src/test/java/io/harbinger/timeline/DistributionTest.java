package io.harbinger.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DistributionTest {
  private static final long MILLI = 1_000_000L;

  private final Distribution distribution = new Distribution();

  @Test
  void addsUpWhatManyThreadsRecordOftenAndSeldom() throws InterruptedException {
    long[] each = {10, 5_000, 20_000};
    List<Thread> threads = new ArrayList<>();
    for (long times : each) {
      Thread thread = new Thread(() -> record(times));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(distribution.count()).isEqualTo(2 * (10 + 5_000 + 20_000));
    assertThat(distribution.sumSeconds()).isEqualTo(275.11);
    assertThat(distribution.snapshot().total).isEqualTo(distribution.count());
    long[] percentiles = distribution.recentPercentiles(50, 99);
    assertThat(percentiles[0]).isBetween(1 * MILLI, 1_063_000L);
    assertThat(percentiles[1]).isBetween(10 * MILLI, 10_630_000L);
  }

  @Test
  void forgetsWhatIsTenMinutesOldAlsoWhenItIsUsedOften() {
    record(10_000);
    distribution.rotate();
    distribution.rotate();
    assertThat(distribution.recentCount()).isZero();
    record(10_000);
    assertThat(distribution.recentCount()).isEqualTo(20_000);
    assertThat(distribution.count()).isEqualTo(40_000);
  }

  @Test
  void knowsWhenTheLastOneWentWell() throws InterruptedException {
    record(5_000);
    assertThat(distribution.lastNanos()).isZero();
    for (int at = -5; at < 5; at++) {
      long now = at;
      Thread thread = new Thread(() -> distribution.record(MILLI, now));
      thread.start();
      thread.join();
      assertThat(distribution.lastNanos()).isEqualTo(at == 0 ? 1 : at);
    }
  }

  private void record(long times) {
    for (long i = 0; i < times; i++) {
      distribution.record(MILLI);
      distribution.record(10 * MILLI);
    }
  }
}
