package io.harbinger.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DurationsTest {
  private static final long MS = 1_000_000L;

  private final Durations durations = new Durations();

  @Test
  void leavesWhatHungOutOfWhatIsUsual() {
    record(30, 2);
    record(60, 3_000);

    Baseline usual = durations.usual(0, 0);
    assertThat(usual.count).isEqualTo(90);
    assertThat(usual.medianNanos).isLessThan(3 * MS);
    assertThat(durations.all.count()).isEqualTo(90);
  }

  @Test
  void believesWhatHasAlwaysBeenSlow() {
    record(60, 3_000);

    assertThat(durations.usual(0, 0).medianNanos).isGreaterThan(2_500 * MS);
  }

  private void record(int times, long millis) {
    for (int i = 0; i < times; i++) {
      durations.record(millis * MS);
    }
  }
}
