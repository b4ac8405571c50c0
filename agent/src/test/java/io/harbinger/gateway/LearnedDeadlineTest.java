package io.harbinger.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LearnedDeadlineTest {
  private static final long MS = 1_000_000L;
  private final LearnedDeadline learned = new LearnedDeadline();
  private final Random random = new Random(7);
  private long now;

  @Test
  void learnsTheAgeAtWhichHangUpsCluster() {
    for (int i = 0; i < 7; i++) {
      seenBetween(2_600 + 50 * i, 3_010 + 50 * i);
    }
    assertThat(learned.millis()).isZero();
    assertThat(learned.curious()).isTrue();

    seenBetween(2_700, 3_100);

    assertThat(learned.millis()).isEqualTo(3_000);
    assertThat(learned.observations()).isEqualTo(8);
    assertThat(learned.curious()).isFalse();
  }

  @Test
  void learnsDespiteVisitorsWhoLeaveEarlier() {
    for (int i = 0; i < 20; i++) {
      lookedAtTwiceASecond((long) (random.nextDouble() * 14_000));
      lookedAtTwiceASecond(15_000);
    }

    assertThat(learned.millis()).isEqualTo(15_000);
  }

  @Test
  void learnsNothingFromVisitorsAlone() {
    int wrong = 0;
    for (int crowd = 0; crowd < 200; crowd++) {
      LearnedDeadline one = new LearnedDeadline();
      for (int i = 0; i < 100; i++) {
        long age = (long) (-4_000 * Math.log(1 - random.nextDouble()));
        long phase = random.nextInt(500);
        one.hungUp(Math.max(0, age - phase), age + 500 - phase, "GET /" + i, next());
        wrong += one.millis() > 0 ? 1 : 0;
      }
    }

    assertThat(wrong).isZero();
  }

  @Test
  void countsAVisitorWhoAsksAgainAtOnceOnlyOnce() {
    long start = 0;
    for (int i = 0; i < 50; i++) {
      learned.hungUp(4_800, 5_100, "GET /report", start);
      start += 5_200 * MS;
    }

    assertThat(learned.millis()).isZero();
  }

  @Test
  void learnsFromRequestsForOnePageThatRunAtTheSameTime() {
    for (int i = 0; i < 10; i++) {
      learned.hungUp(4_800, 5_100, "GET /report", i * 100 * MS);
    }

    assertThat(learned.millis()).isEqualTo(5_000);
  }

  @Test
  void asksForMoreAfterItWasWrong() {
    cluster(10, 3_000);
    assertThat(learned.millis()).isEqualTo(3_000);
    for (int i = 0; i < 3; i++) {
      learned.stayed(9_000);
    }
    assertThat(learned.millis()).isZero();

    cluster(15, 3_000);
    assertThat(learned.millis()).isZero();
    cluster(1, 3_000);
    assertThat(learned.millis()).isEqualTo(3_000);
  }

  @Test
  void hangUpsNearItOutweighASingleContradiction() {
    cluster(10, 3_000);
    for (int i = 0; i < 20; i++) {
      learned.stayed(9_000);
      cluster(1, 3_000);
    }

    assertThat(learned.millis()).isEqualTo(3_000);
  }

  @Test
  void followsAGatewayThatWasGivenAnotherLimit() {
    cluster(30, 30_000);
    cluster(64, 5_000);

    assertThat(learned.millis()).isEqualTo(5_000);
  }

  @Test
  void takesTheNumberThatAPersonWouldWrite() {
    assertThat(LearnedDeadline.roundest(2_870, 3_020)).isEqualTo(3_000);
    assertThat(LearnedDeadline.roundest(58_100, 60_400)).isEqualTo(60_000);
    assertThat(LearnedDeadline.roundest(2_410, 2_570)).isEqualTo(2_500);
    assertThat(LearnedDeadline.roundest(2_710, 2_750)).isEqualTo(2_730);
  }

  private void cluster(int count, long limit) {
    for (int i = 0; i < count; i++) {
      lookedAtTwiceASecond(limit);
    }
  }

  private void lookedAtTwiceASecond(long age) {
    long phase = random.nextInt(500);
    seenBetween(Math.max(0, age - phase), age + 500 - phase);
  }

  private void seenBetween(long afterMillis, long seenMillis) {
    learned.hungUp(afterMillis, seenMillis, "GET /" + now, next());
  }

  private long next() {
    now += 100_000 * MS;
    return now;
  }
}
