package io.harbinger.cause;

import static io.harbinger.cause.Given.POOL;
import static io.harbinger.cause.Given.VISITS;
import static io.harbinger.cause.Given.given;
import static io.harbinger.cause.Who.both;
import static io.harbinger.cause.Who.holders;
import static io.harbinger.cause.Who.leaked;
import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import org.junit.jupiter.api.Test;

class ConnectionLeakTest {
  private static final String VALUE = "code.connection_leak";

  @Test
  void blamesRequestsThatEndedWithTheirConnection() {
    Finding root =
        given()
            .segment(Kind.POOL_WAIT, POOL, 0, 3000)
            .pool(2900, 3, 9, leaked(1, 40_000), leaked(2, 30_000), leaked(3, 20_000))
            .verdict()
            .root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.detail).isEqualTo("com.example.Wishes.show(Wishes.java:9)");
    assertThat(root.culprit).contains("ended without giving it back", "40.0 s");
    assertThat(root.remedy).contains("leakDetectionThreshold");
  }

  @Test
  void isTheRootWhenWhatIsLeftOfThePoolWorksWell() {
    Holding[] holders =
        both(holders(3, Kind.DB, VISITS, 4, 20), leaked(1, 9000), leaked(2, 8000), leaked(3, 7000));

    Finding root =
        given().segment(Kind.POOL_WAIT, POOL, 0, 3000).pool(2900, 6, 9, holders).verdict().root;

    assertThat(root.cause).isEqualTo(VALUE);
    assertThat(root.share).isGreaterThan(0.95);
  }

  @Test
  void namesAPoolThatWaitsForItself() {
    Verdict verdict =
        given()
            .segment(Kind.POOL_WAIT, POOL, 0, 3000)
            .pool(2900, 4, 4, holders(4, Kind.POOL_WAIT, POOL, 2800, 2900))
            .verdict();

    assertThat(verdict.root.cause).isEqualTo(VALUE);
    assertThat(verdict.root.detail).isEqualTo("pool_self_deadlock HikariPool-1");
    assertThat(verdict.symptoms).contains("pool_self_deadlock");
  }

  @Test
  void saysNothingOfHoldersWhoseRequestsRun() {
    Evidence evidence =
        given()
            .segment(Kind.POOL_WAIT, POOL, 0, 3000)
            .pool(2900, 4, 4, holders(4, Kind.DB, VISITS, 2800, 2900))
            .evidence();

    assertThat(new ConnectionLeak().look(evidence)).isNull();
  }
}
