package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.gateway.Deadline;
import io.harbinger.gateway.HangUp;
import io.harbinger.timeline.HttpView;
import io.harbinger.timeline.RequestView;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class WatchedTest {
  private static final long MS = 1_000_000L;

  @Test
  void whoIsGivenUpSoonAfterItWasReadHadWaitedUnread() {
    assertThat(watched(3_000, 0, 74).waitedUnread(lasting(74))).isTrue();
    assertThat(watched(3_000, 0, 2_950).waitedUnread(lasting(2_950))).isFalse();
  }

  @Test
  void whereAHeaderTellsHowLongItWaitedNothingIsGuessed() {
    assertThat(watched(3_000, 2_900, 74).waitedUnread(lasting(74))).isFalse();
  }

  @Test
  void whoIsNotGivenUpHasNotBeenLate() {
    Watched whole = new Watched(deadline(3_000, 0), lasting(74), 900 * MS, 0, 0, null);
    Watched patient = watched(0, 0, 74);

    assertThat(whole.waitedUnread(lasting(74))).isFalse();
    assertThat(patient.waitedUnread(lasting(74))).isFalse();
  }

  private static Watched watched(long limit, long queue, long hungUpAt) {
    Watched watched =
        new Watched(deadline(limit, queue), lasting(hungUpAt), 900 * MS, 2_950 * MS, 0, null);
    watched.hangUp = new HangUp(HangUp.Source.WRITE, 0, hungUpAt * MS);
    return watched;
  }

  private static Deadline deadline(long limit, long queue) {
    return new Deadline(limit, Deadline.Source.SETTING, queue);
  }

  private static RequestView lasting(long millis) {
    HttpView http =
        new HttpView("GET", "/", null, 200, 0, Collections.emptyMap(), Collections.emptyMap());
    return new RequestView(
        null,
        http,
        null,
        0,
        0,
        millis * MS,
        true,
        false,
        false,
        null,
        Collections.emptyList(),
        0,
        0,
        null);
  }
}
