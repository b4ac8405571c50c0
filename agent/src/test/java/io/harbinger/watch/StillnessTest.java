package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.gateway.Unseen;
import io.harbinger.signal.Host;
import io.harbinger.signal.HostView;
import io.harbinger.signal.Stall;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StillnessTest {
  private static final long MS = 1_000_000L;

  private static final List<Unseen> UNLOOKED = unseen(-10_000, 10_000);

  private final List<Stall> stalls = new ArrayList<>();
  private long queuedNanos;
  private long fullNanos;
  private final Stillness stillness = new Stillness(new Recorded());

  @Test
  void sumsWhatLiesInTheWindow() {
    stall(0, 1_000);
    stall(3_000, 4_000);

    assertThat(stillness.before(5_000 * MS, 2_500 * MS, UNLOOKED)).isEqualTo(1_000 * MS);
    assertThat(stillness.before(9_000 * MS, 2_500 * MS, UNLOOKED)).isZero();
  }

  @Test
  void countsForThoseWhoAreReadWhileTheSocketsAreEmptied() {
    stall(0, 3_000);

    assertThat(stillness.before(3_600 * MS, 3_000 * MS, UNLOOKED)).isEqualTo(3_000 * MS);
    assertThat(stillness.before(4_200 * MS, 3_000 * MS, UNLOOKED)).isLessThan(3_000 * MS);
  }

  @Test
  void takesASlowTickOfItsOwnForASignThatOthersWaited() {
    stillness.ticked(1_000 * MS, 1_100 * MS);
    stillness.ticked(2_000 * MS, 4_500 * MS);

    assertThat(stillness.slowBefore(4_600 * MS, 2_000 * MS, UNLOOKED)).isEqualTo(2_000 * MS);
    assertThat(stillness.slowBefore(1_200 * MS, 1_000 * MS, UNLOOKED)).isZero();
    assertThat(stillness.before(4_600 * MS, 2_000 * MS, UNLOOKED)).isZero();
  }

  @Test
  void nobodyWaitsUnreadThroughALookThatDidNotSeeHim() {
    stall(0, 500);
    stall(600, 1_100);
    stall(1_200, 2_900);

    assertThat(stillness.before(3_000 * MS, 3_000 * MS, UNLOOKED)).isEqualTo(2_700 * MS);
    assertThat(stillness.before(3_000 * MS, 3_000 * MS, unseen(-1_000, 600, 3_000)))
        .isEqualTo(2_200 * MS);
    assertThat(stillness.before(3_000 * MS, 3_000 * MS, unseen(-1_000, 1_150, 2_000, 3_000)))
        .isEqualTo(1_000 * MS);
    assertThat(stillness.lately(3_000 * MS, 3_000 * MS)).isEqualTo(2_700 * MS);
  }

  @Test
  void looksShowWhoWaitsToBeAcceptedButNotWhoFindsNoRoom() {
    queuedNanos = 2_000 * MS;
    List<Unseen> looked = unseen(-1_000, 500, 1_000, 3_000);
    assertThat(stillness.before(3_000 * MS, 3_000 * MS, UNLOOKED)).isEqualTo(2_000 * MS);
    assertThat(stillness.before(2_000 * MS, 3_000 * MS, unseen(-1_000, 500, 1_000, 2_000)))
        .isEqualTo(1_500 * MS);

    fullNanos = 2_500 * MS;
    assertThat(stillness.before(3_000 * MS, 3_000 * MS, looked)).isEqualTo(2_500 * MS);
  }

  /** Between looks at these times. */
  private static List<Unseen> unseen(long... looks) {
    List<Unseen> unseen = new ArrayList<>();
    for (int i = 1; i < looks.length; i++) {
      unseen.add(new Unseen(looks[i - 1] * MS, looks[i] * MS));
    }
    return unseen;
  }

  private void stall(long from, long to) {
    stalls.add(new Stall(Stall.Reason.THROTTLED, from * MS, to * MS, ""));
  }

  private final class Recorded implements Host {
    @Override
    public HostView between(long fromNanos, long toNanos) {
      return new HostView();
    }

    @Override
    public HostView now() {
      return new HostView();
    }

    @Override
    public List<Stall> stalls(long fromNanos, long toNanos) {
      return stalls;
    }

    @Override
    public long queuedNanos(long fromNanos, long toNanos, boolean full) {
      return full ? fullNanos : Math.min(queuedNanos, toNanos - fromNanos);
    }
  }
}
