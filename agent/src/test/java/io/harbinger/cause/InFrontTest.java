package io.harbinger.cause;

import static io.harbinger.cause.Given.VISITS;
import static io.harbinger.cause.Given.given;
import static io.harbinger.cause.Who.holders;
import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import org.junit.jupiter.api.Test;

class InFrontTest {
  @Test
  void whatKeptTheServersThreadsKeptTheRequestUnread() {
    Finding root =
        unread().workers(1500, 1, holders(8, Kind.DB, VISITS, 2500, 2500)).verdict().root;

    assertThat(root.cause).isEqualTo("timeout.slow_query");
    assertThat(root.evidence)
        .anyMatch(it -> it.startsWith("The request waited 2.9 s of 3.0 s for"));
  }

  @Test
  void threadsThatWorkAsUsualAreNotToBlame() {
    Verdict verdict = unread().workers(1500, 1, holders(8, Kind.DB, VISITS, 2, 3)).verdict();

    assertThat(verdict.root.cause).isNotEqualTo("timeout.slow_query");
  }

  @Test
  void whatTheyDidLongBeforeDoesNotCount() {
    Verdict verdict = unread().workers(-1500, 1, holders(8, Kind.DB, VISITS, 2500, 2500)).verdict();

    assertThat(verdict.root.cause).isEqualTo("unknown");
  }

  @Test
  void threadsThatWaitForAPoolOfHealthyHoldersKeptItUnread() {
    Verdict verdict =
        unread()
            .pool(1500, 10, 40, holders(10, Kind.DB, VISITS, 2, 3))
            .workers(1500, 1, holders(8, Kind.POOL_WAIT, Given.POOL, 2500, 2500))
            .verdict();

    assertThat(verdict.root.cause).isEqualTo("timeout.pool_undersized");
  }

  private static Given unread() {
    return given()
        .usually(Kind.DB, VISITS, 2, 999)
        .segment(Kind.WORKER_QUEUE, Evidence.IN_FRONT, 0, 2900)
        .lasting(3000)
        .answered(200)
        .gaveUp(3000);
  }
}
