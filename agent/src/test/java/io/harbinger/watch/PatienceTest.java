package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import io.harbinger.gateway.Deadline;
import io.harbinger.gateway.GatewayView;
import io.harbinger.gateway.Outcome;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.SegmentView;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final long MS = 1_000_000L;
  private static final long START = 50_000 * MS;

  @Test
  void leavesOutWhatCameAfterTheGatewayGaveUp() {
    RequestView waited =
        Patience.of(
            request(7_000, segment(100, 2_500), segment(2_600, 6_900)), gateway(Outcome.GAVE_UP));

    assertThat(waited.elapsedNanos()).isEqualTo(2_000 * MS);
    assertThat(waited.lanes.get(0).segments).hasSize(1);
    assertThat(waited.lanes.get(0).segments.get(0).endNanos).isEqualTo(START + 2_000 * MS);
    assertThat(waited.lanes.get(0).endNanos).isEqualTo(START + 2_000 * MS);
  }

  @Test
  void leavesARequestAloneThatWasAnsweredOrEndedSoonAfter() {
    RequestView answered = request(7_000, segment(100, 6_900));
    RequestView soon = request(2_300, segment(100, 2_200));

    assertThat(Patience.of(answered, gateway(Outcome.ANSWERED))).isSameAs(answered);
    assertThat(Patience.of(soon, gateway(Outcome.GAVE_UP))).isSameAs(soon);
  }

  private static GatewayView gateway(Outcome outcome) {
    Deadline deadline = new Deadline(2_000, Deadline.Source.SETTING, 0);
    return new GatewayView("nginx", deadline, outcome, 504, null, -1);
  }

  private static SegmentView segment(long from, long until) {
    return new SegmentView(
        Kind.POOL_WAIT, "shop", START + from * MS, START + until * MS, false, 0, 0, 0, null, null);
  }

  private static RequestView request(long millis, SegmentView... segments) {
    return OneLane.request(START, millis, segments);
  }
}
