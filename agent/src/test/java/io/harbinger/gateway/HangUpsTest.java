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
      hangUps.lookIfDue(t * MS, t * MS); // a deadline passes at every moment
    }

    assertThat(looks).isBetween(15, 20);
  }

  @Test
  void looksEveryTwoSecondsWhileNoDeadlinePasses() {
    for (long t = 1; t <= 10_000; t += 10) {
      hangUps.lookIfDue(t * MS, 0);
    }

    assertThat(looks).isEqualTo(5);
  }

  @Test
  void looksSoonAfterADeadline() {
    hangUps.lookIfDue(1 * MS, 0);

    assertThat(hangUps.lookIfDue(700 * MS, 690 * MS)).isNotNull();
    assertThat(hangUps.lookIfDue(1_300 * MS, 690 * MS)).isNull();
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
