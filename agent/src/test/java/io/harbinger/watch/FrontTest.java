package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import io.harbinger.gateway.Deadline;
import io.harbinger.timeline.Ledger;
import io.harbinger.timeline.RequestView;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class FrontTest {
  private static final long MS = 1_000_000L;

  @Test
  void laysTheTimeInFrontBeforeTheRequestAsAWaitForAWorker() {
    RequestView whole = Front.of(request(), queue(2_000));

    assertThat(whole.elapsedNanos()).isEqualTo(2_500 * MS);
    assertThat(whole.startEpochNanos).isEqualTo(8_000 * MS);
    assertThat(
            Ledger.of(whole, Collections.emptyList(), Collections.emptyList())
                .get(Kind.WORKER_QUEUE))
        .isEqualTo(2_000 * MS);
  }

  @Test
  void leavesARequestAloneThatHardlyWaited() {
    RequestView request = request();

    assertThat(Front.of(request, queue(20))).isSameAs(request);
  }

  @Test
  void isReadWhenItsTimeInTheServersQueueIsOver() {
    RequestView whole = Front.of(request(), queue(2_000));

    assertThat(Front.readNanos(whole)).isEqualTo(50_000 * MS);
    assertThat(Front.readNanos(request())).isEqualTo(50_000 * MS);
  }

  @Test
  void whoHungUpLongBeforeHeWasReadHadBegunBeforeThat() {
    RequestView late = Front.unread(request(), queue(0), 46_000 * MS);
    RequestView read = Front.unread(request(), queue(0), 50_500 * MS);

    assertThat(late.startNanos).isEqualTo(43_000 * MS);
    assertThat(late.endNanos).isEqualTo(50_500 * MS);
    assertThat(read.startNanos).isEqualTo(47_500 * MS);
  }

  private static Deadline queue(long millis) {
    return new Deadline(3_000, Deadline.Source.SETTING, millis);
  }

  private static RequestView request() {
    return OneLane.request(50_000 * MS, 500);
  }
}
