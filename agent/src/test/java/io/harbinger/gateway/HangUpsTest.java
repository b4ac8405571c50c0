package io.harbinger.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.timeline.Peer;
import org.junit.jupiter.api.Test;

class HangUpsTest {
  private static final long MS = 1_000_000L;
  private int looks;
  private final HangUps hangUps = new HangUps(this::look);

  @Test
  void looksAtMostTwiceASecond() {
    for (long t = 1; t <= 10_000; t += 10) {
      hangUps.lookIfDue(t * MS, t * MS, false); // a deadline passes at every moment
    }

    assertThat(looks).isBetween(15, 20);
  }

  @Test
  void looksEveryTwoSecondsWhileNoDeadlinePasses() {
    for (long t = 1; t <= 10_000; t += 10) {
      hangUps.lookIfDue(t * MS, 0, false);
    }

    assertThat(looks).isEqualTo(5);
  }

  @Test
  void looksSoonAfterADeadline() {
    hangUps.lookIfDue(1 * MS, 0, false);

    assertThat(hangUps.lookIfDue(700 * MS, 690 * MS, false)).isNotNull();
    assertThat(hangUps.lookIfDue(1_300 * MS, 690 * MS, false)).isNull();
  }

  @Test
  void looksTwiceASecondWhileADeadlineIsBeingLearned() {
    for (long t = 1; t <= 10_000; t += 10) {
      hangUps.lookIfDue(t * MS, 0, true);
    }

    assertThat(looks).isBetween(15, 20);
  }

  @Test
  void looksShortlyBeforeAndJustAfterADeadline() {
    Deadline deadline = new Deadline(3_000, Deadline.Source.SETTING, 0);

    assertThat(HangUps.instant(deadline, 0, 2_000 * MS)).isZero();
    assertThat(HangUps.instant(deadline, 0, 2_200 * MS)).isEqualTo(2_100 * MS);
    assertThat(HangUps.instant(deadline, 0, 3_010 * MS)).isEqualTo(2_100 * MS);
    assertThat(HangUps.instant(deadline, 0, 3_030 * MS)).isEqualTo(3_020 * MS);
  }

  private Connections.Table look() {
    looks++;
    return new Connections.Table() {
      @Override
      public Connections.State of(Peer peer) {
        return Connections.State.WHOLE;
      }

      @Override
      public int unread(int localPort) {
        return -1;
      }

      @Override
      public long atNanos() {
        return 0;
      }
    };
  }
}
