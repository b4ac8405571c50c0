package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrafficLogTest {
  private static final long SECOND = 1_000_000_000L;

  private final TrafficLog log = new TrafficLog();
  private long now = SECOND;
  private long arrived;
  private long completed;

  @Test
  void tellsASurgeFromWhatWasUsual() {
    seconds(20, 10, 0);
    seconds(3, 50, 0);

    assertThat(log.now(5).perSecond).isCloseTo(50, within(0.1));
    assertThat(log.now(5).usualPerSecond).isCloseTo(10, within(0.1));
  }

  @Test
  void countsThoseWhoWaitForAWorkerAsArrived() {
    seconds(20, 10, 0);
    for (int queued = 40; queued <= 120; queued += 40) {
      second(10, queued);
    }

    assertThat(log.now(5).perSecond).isCloseTo(50, within(0.1));
  }

  @Test
  void isNotTakenInByTheQueueThatAStopLeaves() {
    seconds(20, 10, 0);
    now += 2 * SECOND;
    second(0, 0);
    second(40, 0);
    second(10, 0);

    assertThat(log.now(5).perSecond).isCloseTo(10, within(0.1));
    second(10, 0);
    second(10, 0);
    assertThat(log.now(5).perSecond).isCloseTo(10, within(0.1));
  }

  @Test
  void remembersThePeakForTenSeconds() {
    seconds(20, 10, 0);
    seconds(3, 50, 0);
    seconds(6, 2, 0);

    assertThat(log.now(5).peakPerSecond).isCloseTo(50, within(0.1));
    seconds(6, 2, 0);
    assertThat(log.now(5).peakPerSecond).isCloseTo(2, within(0.1));
  }

  @Test
  void doesNotKnowWhatIsUsualOnTheFirstSeconds() {
    seconds(6, 10, 0);

    assertThat(log.now(5).usualPerSecond).isEqualTo(-1);
  }

  @Test
  void leavesSecondsWithoutTrafficOutOfWhatIsUsual() {
    seconds(100, 0, 0);
    seconds(20, 30, 0);

    assertThat(log.now(0).usualPerSecond).isCloseTo(30, within(0.1));
  }

  private void seconds(int count, int perSecond, int queued) {
    for (int i = 0; i < count; i++) {
      second(perSecond, queued);
    }
  }

  private void second(int perSecond, int queued) {
    now += SECOND;
    arrived += perSecond;
    completed += perSecond;
    log.second(now, arrived, completed, 3, queued);
  }
}
