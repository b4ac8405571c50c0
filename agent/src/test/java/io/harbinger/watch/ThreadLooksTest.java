package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.log.Log;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Collections;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ThreadLooksTest {
  private static final long MILLI = 1_000_000L;

  private final Set<Long> mine = Set.of(Thread.currentThread().getId());
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private long now = 100 * MILLI;

  /** What each look lasts. */
  private long lasts;

  private final ThreadLooks looks =
      new ThreadLooks(
          id -> null,
          () -> now += lasts,
          new Log(new PrintStream(said), () -> now, Log.Level.INFO));

  @Test
  void looksAsOftenAsItIsAskedWhileItsLooksAreShort() {
    lasts = MILLI;
    for (int tick = 0; tick < 3; tick++) {
      now += 100 * MILLI;
      looks.tick(now);
      assertThat(looks.of(mine)).hasSize(1);
      assertThat(looks.of(mine)).hasSize(1);
    }
    assertThat(said.toString()).isEmpty();
  }

  @Test
  void restsTwentyTimesAsLongAsItStoppedTheApplicationAndSaysSo() {
    looks.tick(now);
    lasts = 60 * MILLI;
    assertThat(looks.of(mine)).hasSize(1);
    assertThat(looks.of(mine)).isEmpty();
    assertThat(looks.sample(Collections.emptyMap(), now)).isFalse();
    assertThat(looks.stack(Thread.currentThread(), Collections.emptyMap())).isEmpty();
    assertThat(said.toString()).contains("took 60 ms", "1200 ms from now");

    looks.tick(now + 1_100 * MILLI);
    assertThat(looks.of(mine)).isEmpty();
    looks.tick(now + 1_300 * MILLI);
    assertThat(looks.of(mine)).hasSize(1);
  }

  @Test
  void neverRestsLongerThanTenSeconds() {
    looks.tick(now);
    lasts = 5_000 * MILLI;
    looks.of(mine);
    looks.tick(now + 9_900 * MILLI);
    assertThat(looks.of(mine)).isEmpty();
    looks.tick(now + 10_100 * MILLI);
    assertThat(looks.of(mine)).hasSize(1);
  }
}
