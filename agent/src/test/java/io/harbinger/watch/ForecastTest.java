package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ForecastTest {
  private final Forecast forecast = new Forecast();

  @Test
  void tellsTheSecondsUntilTheLimitOfASteadyGrowth() {
    for (int i = 0; i <= 30; i++) {
      forecast.add(100 + 10 * i);
    }

    assertThat(forecast.secondsUntil(1_000)).isCloseTo(60, within(0.5));
  }

  @Test
  void saysNothingOfALevelThatDoesNotGrow() {
    for (int i = 0; i < 60; i++) {
      forecast.add(500);
    }

    assertThat(forecast.secondsUntil(1_000)).isEqualTo(-1);
  }

  @Test
  void saysNothingOfALevelThatOnlyVaries() {
    for (int i = 0; i < 60; i++) {
      forecast.add(i % 2 == 0 ? 200 : 800);
    }

    assertThat(forecast.secondsUntil(1_000)).isEqualTo(-1);
  }

  @Test
  void saysNothingTooEarly() {
    for (int i = 0; i < 9; i++) {
      forecast.add(i);
    }

    assertThat(forecast.secondsUntil(1_000)).isEqualTo(-1);
  }

  @Test
  void isZeroAtTheLimit() {
    forecast.add(1_000);

    assertThat(forecast.secondsUntil(1_000)).isZero();
  }
}
