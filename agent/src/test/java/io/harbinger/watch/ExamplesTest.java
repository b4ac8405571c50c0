package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExamplesTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void wantsSoManyAMinuteHoweverManyCome() {
    Examples examples = new Examples(10);
    int wanted = 0;
    for (int second = 1; second <= 60; second++) {
      examples.refill(second * SECOND);
      for (int request = 0; request < 100; request++) {
        wanted += examples.wants() ? 1 : 0;
      }
    }

    assertThat(wanted).isEqualTo(10);
  }

  @Test
  void wantsNoneWhenTheSettingIsZero() {
    Examples examples = new Examples(0);
    examples.refill(SECOND);

    assertThat(examples.wants()).isFalse();
  }
}
