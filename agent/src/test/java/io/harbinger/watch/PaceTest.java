package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long MS = 1_000_000L;
  private static final long SECOND = 1_000 * MS;

  private final Pace pace = new Pace(100 * MS);

  @Test
  void looksEveryIntervalWhileTicksAreCheap() {
    assertThat(pace.watching(60 * SECOND, MS / 2, false)).isEqualTo(100 * MS);
  }

  @Test
  void looksTheLessOftenTheDearerATickIs() {
    assertThat(pace.watching(60 * SECOND, 3 * MS / 2, false)).isEqualTo(300 * MS);
    assertThat(pace.watching(60 * SECOND, 30 * MS, false)).isEqualTo(400 * MS);
  }

  @Test
  void goesOnAtOnceWhileThereIsSomethingToSay() {
    assertThat(pace.watching(60 * SECOND, 30 * MS, true)).isEqualTo(100 * MS);
  }

  @Test
  void neverPausesForLongWhereTheGatewayIsImpatient() {
    assertThat(pace.watching(2 * SECOND, 30 * MS, false)).isEqualTo(100 * MS);
    assertThat(pace.watching(8 * SECOND, 30 * MS, false)).isEqualTo(200 * MS);
  }

  @Test
  void looksLessOftenWhileAllIsCalm() {
    assertThat(pace.calm(3 * SECOND)).isEqualTo(100 * MS);
    assertThat(pace.calm(15 * SECOND)).isEqualTo(150 * MS);
    assertThat(pace.calm(Long.MAX_VALUE)).isEqualTo(250 * MS);
  }
}
