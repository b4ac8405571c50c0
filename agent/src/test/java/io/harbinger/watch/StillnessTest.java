package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.signal.Host;
import io.harbinger.signal.HostView;
import io.harbinger.signal.Stall;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StillnessTest {
  private static final long MS = 1_000_000L;

  private final List<Stall> stalls = new ArrayList<>();
  private final Stillness stillness = new Stillness(new Recorded());

  @Test
  void sumsWhatLiesInTheWindow() {
    stall(0, 1_000);
    stall(3_000, 4_000);

    assertThat(stillness.before(5_000 * MS, 2_500 * MS)).isEqualTo(1_000 * MS);
    assertThat(stillness.before(9_000 * MS, 2_500 * MS)).isZero();
  }

  @Test
  void countsForThoseWhoAreReadWhileTheSocketsAreEmptied() {
    stall(0, 3_000);

    assertThat(stillness.before(3_600 * MS, 3_000 * MS)).isEqualTo(3_000 * MS);
    assertThat(stillness.before(4_200 * MS, 3_000 * MS)).isLessThan(3_000 * MS);
  }

  @Test
  void takesASlowTickOfItsOwnForASignThatOthersWaited() {
    stillness.ticked(1_000 * MS, 1_100 * MS);
    stillness.ticked(2_000 * MS, 4_500 * MS);

    assertThat(stillness.slowBefore(4_600 * MS, 2_000 * MS)).isEqualTo(2_000 * MS);
    assertThat(stillness.slowBefore(1_200 * MS, 1_000 * MS)).isZero();
    assertThat(stillness.before(4_600 * MS, 2_000 * MS)).isZero();
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
    public long queuedNanos(long fromNanos, long toNanos) {
      return 0;
    }
  }
}
