package io.harbinger.cause;

import static io.harbinger.cause.Given.POOL;
import static io.harbinger.cause.Given.VISITS;
import static io.harbinger.cause.Given.given;
import static io.harbinger.cause.Who.holders;
import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import io.harbinger.signal.Stall;
import org.junit.jupiter.api.Test;

class AftermathTest {
  @Test
  void blamesTheStopForTheQueueThatItLeft() {
    Verdict verdict = waiting().stall(Stall.Reason.GC, -2_000, -50).verdict();

    assertThat(verdict.root.cause).isEqualTo("overload.gc_pause");
    assertThat(verdict.root.evidence)
        .anyMatch(sentence -> sentence.contains("40 waiting"))
        .contains("That queue had come up while the whole process stood still.")
        .contains("The longest pause before the request took 2.0 s.");
    assertThat(verdict.symptoms).contains("pool_exhausted");
  }

  @Test
  void blamesTheReasonThatHadMostOfIt() {
    Given waiting =
        waiting().stall(Stall.Reason.GC, -2_000, -1_900).stall(Stall.Reason.THROTTLED, -1_800, -9);

    assertThat(waiting.verdict().root.cause).isEqualTo("overload.cpu_throttled");
  }

  @Test
  void blamesTheStopWithWhichAQueueBeganThatHasStoodSince() {
    Given queue =
        waiting(-5_000, -4_000, -3_000, -2_000, -1_000)
            .stall(Stall.Reason.THROTTLED, -9_000, -5_000)
            .stall(Stall.Reason.STARVED, -100, -50); // others are busy as well

    assertThat(queue.verdict().root.cause).isEqualTo("overload.cpu_throttled");
  }

  @Test
  void leavesAQueueAloneThatStoodBeforeTheStopOrWasGoneSince() {
    Given before =
        waiting(-9_000, -8_000, -7_000, -4_000, -3_000, -2_000, -1_000)
            .stall(Stall.Reason.THROTTLED, -7_000, -4_000);
    Given gone = waiting(-5_000, -1_000).stall(Stall.Reason.THROTTLED, -9_000, -5_000);

    assertThat(before.verdict().root.cause).isEqualTo("timeout.pool_undersized");
    assertThat(gone.verdict().root.cause).isEqualTo("timeout.pool_undersized");
  }

  @Test
  void leavesAQueueAloneThatAStopCannotExplain() {
    for (Given waiting :
        new Given[] {
          waiting(),
          waiting().stall(Stall.Reason.GC, -200, -50), // too short
          waiting().stall(Stall.Reason.GC, -5_000, -4_000), // long over
          waiting().usually(Kind.POOL_WAIT, POOL, 40, 500).stall(Stall.Reason.GC, -2_000, -50)
        }) {
      assertThat(waiting.verdict().root.cause).isEqualTo("timeout.pool_undersized");
    }
  }

  @Test
  void leavesWhatTheHoldersAreStuckIn() {
    Given stuck =
        given()
            .segment(Kind.POOL_WAIT, POOL, 50, 3000)
            .pool(2900, 10, 40, holders(10, Kind.DB, VISITS, 2_500, 2_600))
            .usually(Kind.DB, VISITS, 15, 5000)
            .usually(Kind.POOL_WAIT, POOL, 0.1, 500)
            .stall(Stall.Reason.GC, -2_000, -50);

    assertThat(stuck.verdict().root.cause).isEqualTo("timeout.slow_query");
  }

  /**
   * @param queue when it was seen before
   */
  private static Given waiting(long... queue) {
    Given waiting =
        given()
            .segment(Kind.POOL_WAIT, POOL, 50, 3000)
            .usually(Kind.DB, VISITS, 15, 5000)
            .usually(Kind.POOL_WAIT, POOL, 0.1, 500);
    for (long at : queue) {
      waiting.pool(at, 10, 40, holders(10, Kind.DB, VISITS, 20, 50));
    }
    return waiting.pool(2900, 10, 40, holders(10, Kind.DB, VISITS, 20, 50));
  }
}
