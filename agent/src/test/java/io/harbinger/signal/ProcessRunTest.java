package io.harbinger.signal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessRunTest {
  private static final long MS = 1_000_000L;

  private final int processors = Runtime.getRuntime().availableProcessors();
  private long now;
  private long takes;
  private long ran;
  private int looks;

  private final ProcessRun process =
      new ProcessRun(
          () -> {
            looks++;
            now += takes;
            return ran;
          },
          () -> now);

  @Test
  void tellsWhatRanInAStallWithoutWhatMayHaveRunBefore() {
    process.look(0);
    ran = processors * 20 * MS + 30 * MS;

    assertThat(process.since(20 * MS, 200 * MS)).isEqualTo(30 * MS);
  }

  @Test
  void looksAtEachWakingWhereALookIsCheap() {
    for (int waking = 0; waking < 50; waking++) {
      process.look(waking * 20 * MS);
    }

    assertThat(looks).isEqualTo(50);
  }

  @Test
  void looksTheLessOftenTheDearerALookIs() {
    takes = MS / 10;
    for (int waking = 0; waking < 50; waking++) {
      process.look(waking * 20 * MS);
    }

    assertThat(looks).isEqualTo(10);
  }

  @Test
  void looksAtTheEndOfAStallInAnyCase() {
    takes = MS;
    process.look(0);
    ran = 700 * MS;

    assertThat(process.since(0, 100 * MS)).isEqualTo(700 * MS);
    assertThat(looks).isEqualTo(2);
  }

  @Test
  void saysNothingWhereTheSystemDoesNotTell() {
    ran = -1;
    process.look(0);

    assertThat(process.since(20 * MS, 200 * MS)).isEqualTo(-1);
  }
}
