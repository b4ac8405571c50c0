package io.harbinger.cause;

import static io.harbinger.cause.Given.OWNERS;
import static io.harbinger.cause.Given.POOL;
import static io.harbinger.cause.Given.VISITS;
import static io.harbinger.cause.Given.given;
import static io.harbinger.cause.Who.both;
import static io.harbinger.cause.Who.holders;
import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import org.junit.jupiter.api.Test;

class PoolUndersizedTest {
  private static final String VALUE = "timeout.pool_undersized";

  @Test
  void blamesThePoolWhenItsHoldersAreHealthy() {
    Verdict verdict = waiting(holders(2, Kind.DB, VISITS, 20, 50)).verdict();

    assertThat(verdict.root.cause).isEqualTo(VALUE);
    assertThat(verdict.root.detail).isEqualTo(POOL);
    assertThat(verdict.root.remedy).contains("from 2", "the 3 s that nginx waits");
    assertThat(verdict.symptoms).contains("pool_exhausted");
  }

  @Test
  void staysBlamedWhenOneOfTenIsSlow() {
    Holding[] holders =
        both(holders(9, Kind.DB, VISITS, 20, 50), holders(1, Kind.DB, OWNERS, 5000, 5000));

    assertThat(waiting(holders).verdict().root.cause).isEqualTo(VALUE);
  }

  @Test
  void isInnocentWhenFourOfTenAreStuck() {
    Holding[] holders =
        both(holders(6, Kind.DB, VISITS, 20, 50), holders(4, Kind.DB, OWNERS, 5000, 5000));

    assertThat(waiting(holders).verdict().root.cause).isEqualTo("timeout.slow_query");
  }

  @Test
  void isHardlyToBlameWhereItWasEnoughForAsManyVisitorsBefore() {
    Given waiting = waiting(holders(2, Kind.DB, VISITS, 20, 50)).traffic(11, 10, 10, 5, 4);
    double share = new PoolUndersized().look(waiting.evidence()).share;
    waiting.usually(Kind.POOL_WAIT, POOL, 0.1, 500);
    assertThat(new PoolUndersized().look(waiting.evidence()).share).isEqualTo(share / 2);
    waiting.traffic(14, 10, 10, 5, 4);
    assertThat(new PoolUndersized().look(waiting.evidence()).share).isEqualTo(share);
  }

  @Test
  void isInnocentInASurge() {
    Verdict verdict =
        waiting(holders(10, Kind.DB, VISITS, 20, 50)).traffic(100, 20, 60, 200, 5).verdict();

    assertThat(verdict.root.cause).isEqualTo("overload.traffic_surge");
    assertThat(verdict.runnersUp.get(0).cause).isEqualTo(VALUE);
  }

  @Test
  void aPoolThatJustGrowsIsNotTheDatabases() {
    Verdict verdict =
        given()
            .segment(Kind.POOL_WAIT, POOL, 50, 3000)
            .pool(2900, 10, 40, holders(6, Kind.DB, VISITS, 20, 50))
            .usually(Kind.DB, VISITS, 15, 5000)
            .connect(null, null, 2990, 10)
            .verdict();

    assertThat(verdict.root.cause).isEqualTo(VALUE);
  }

  @Test
  void saysNothingWithoutALookAtTheHolders() {
    Given waiting = given().segment(Kind.POOL_WAIT, POOL, 50, 3000);

    assertThat(new PoolUndersized().look(waiting.evidence())).isNull();
    assertThat(waiting.verdict().root.cause).isEqualTo("unknown");
  }

  private static Given waiting(Holding... holders) {
    return given()
        .segment(Kind.POOL_WAIT, POOL, 50, 3000)
        .usually(Kind.DB, VISITS, 15, 5000)
        .pool(2900, holders.length, 40, holders);
  }
}
