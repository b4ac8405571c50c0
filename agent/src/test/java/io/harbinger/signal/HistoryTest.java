package io.harbinger.signal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final long SECOND = 1_000_000_000L;
  private final History history = new History();

  @Test
  void turnsCountersIntoRatesOverTheStretch() {
    for (int s = 0; s <= 10; s++) {
      Reading r = new Reading(s * SECOND);
      r.processCpuNanos = s * 0.5 * SECOND;
      r.periods = s * 10;
      r.throttledPeriods = s * 9;
      r.gcMillis = s * 100;
      r.hostProcessors = 2;
      history.add(r);
    }

    HostView view = history.between(3 * SECOND, 6 * SECOND);

    assertThat(view.cpuUsed).isEqualTo(0.5);
    assertThat(view.throttledPeriodShare).isEqualTo(0.9);
    assertThat(view.gcShare).isEqualTo(0.1);
    assertThat(view.cpuLimit).isEqualTo(2);
  }

  @Test
  void collectionsTakeNoMoreThanAllTheTime() {
    for (int s = 0; s < 5; s++) {
      Reading r = new Reading(s * SECOND);
      r.gcMillis = s * 1_360;
      history.add(r);
    }
    assertThat(history.between(SECOND, 4 * SECOND).gcShare).isEqualTo(1);
  }

  @Test
  void takesTheWorstLevelOfTheStretch() {
    for (int s = 0; s < 5; s++) {
      Reading r = new Reading(s * SECOND);
      r.heapAfterGcBytes = s == 2 ? 900 : 100;
      history.add(r);
    }

    assertThat(history.between(SECOND, 4 * SECOND).heapAfterGcBytes).isEqualTo(900);
    assertThat(history.between(3 * SECOND, 4 * SECOND).heapAfterGcBytes).isEqualTo(100);
  }

  @Test
  void answersForAStretchShorterThanTheDistanceOfTwoReadings() {
    for (int s = 0; s < 3; s++) {
      Reading r = new Reading(s * SECOND);
      r.processCpuNanos = s * 2.0 * SECOND;
      history.add(r);
    }

    assertThat(history.between(2 * SECOND + 100, 2 * SECOND + 200).cpuUsed).isEqualTo(2);
  }

  @Test
  void knowsNothingBeforeTheFirstReading() {
    assertThat(history.between(0, SECOND).cpuUsed).isEqualTo(-1);
  }
}
