package io.harbinger.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.log.Log;
import io.harbinger.timeline.Peer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class HangUpsTest {
  private static final long MS = 1_000_000L;
  private int looks;
  private long now;
  private long lasts;
  private final LongAdder thinned = new LongAdder();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final HangUps hangUps =
      new HangUps(
          this::look,
          () -> now,
          thinned,
          new Log(new PrintStream(said), () -> now, Log.Level.INFO));

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

  @Test
  void looksTheLessOftenTheDearerALookIsAndSaysSo() {
    lasts = 60 * MS;
    for (long t = 1; t <= 20_000; t += 100) {
      hangUps.lookIfDue(t * MS, t * MS, false);
    }

    assertThat(looks).isBetween(6, 7);
    assertThat(thinned.sum()).isPositive();
    assertThat(said.toString()).contains("takes 60 ms", "repeated after 3000 ms").hasLineCount(1);
  }

  @Test
  void restsLessWhileADeadlineIsBeingLearned() {
    lasts = 60 * MS;
    for (long t = 1; t <= 20_000; t += 100) {
      hangUps.lookIfDue(t * MS, 0, true);
    }

    assertThat(looks).isBetween(28, 34);
  }

  @Test
  void saysNothingWhereALookIsCheap() {
    lasts = 8 * MS;
    for (long t = 1; t <= 10_000; t += 100) {
      hangUps.lookIfDue(t * MS, t * MS, true);
    }

    assertThat(looks).isBetween(19, 21);
    assertThat(said.toString()).isEmpty();
  }

  @Test
  void doesNotMissTheDeadlineOfAnImpatientGateway() {
    lasts = 400 * MS;
    hangUps.limit(2_000 * MS);
    for (long t = 1; t <= 10_000; t += 10) {
      hangUps.lookIfDue(t * MS, t * MS, true);
    }

    assertThat(looks).isBetween(15, 20);
    assertThat(said.toString()).isEmpty();
  }

  @Test
  void restsAtMostFiveSeconds() {
    lasts = 5_000 * MS;
    hangUps.lookIfDue(1, 0, true);

    assertThat(hangUps.lookIfDue(4_900 * MS, 0, true)).isNull();
    assertThat(hangUps.lookIfDue(5_100 * MS, 0, true)).isNotNull();
  }

  private Connections.Table look() {
    looks++;
    now += lasts;
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
