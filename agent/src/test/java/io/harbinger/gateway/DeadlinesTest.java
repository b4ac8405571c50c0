package io.harbinger.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.log.Log;
import io.harbinger.timeline.HeaderStudy;
import io.harbinger.timeline.HttpView;
import io.harbinger.timeline.RequestView;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private static final long NOW = 1_766_000_000_500L;
  private static final long MS = 1_000_000L;
  private final Map<String, String> headers = new HashMap<>();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void takesTheProfilesLimitWhenNothingElseIsKnown() {
    Deadline deadline = deadlines(0).of(request());

    assertThat(deadline.limitMillis).isEqualTo(60_000);
    assertThat(deadline.source).isEqualTo(Deadline.Source.PROFILE);
  }

  @Test
  void prefersTheSettingToTheProfile() {
    Deadline deadline = deadlines(3_000).of(request());

    assertThat(deadline.limitMillis).isEqualTo(3_000);
    assertThat(deadline.source).isEqualTo(Deadline.Source.SETTING);
  }

  @Test
  void prefersTheRequestsOwnHeader() {
    headers.put("x-envoy-expected-rq-timeout-ms", "750");

    Deadline deadline = deadlines(3_000).of(request());

    assertThat(deadline.limitMillis).isEqualTo(750);
    assertThat(deadline.source).isEqualTo(Deadline.Source.HEADER);
  }

  @Test
  void ignoresAHeaderThatIsNoNumber() {
    headers.put("x-envoy-expected-rq-timeout-ms", "soon");

    assertThat(deadlines(3_000).of(request()).source).isEqualTo(Deadline.Source.SETTING);
  }

  @Test
  void readsTheUnitsOfGrpc() {
    assertThat(Deadlines.grpcMillis("3S")).isEqualTo(3_000);
    assertThat(Deadlines.grpcMillis("250m")).isEqualTo(250);
    assertThat(Deadlines.grpcMillis("1500u")).isEqualTo(2);
    assertThat(Deadlines.grpcMillis("S")).isZero();
    assertThat(Deadlines.grpcMillis("5x")).isZero();
  }

  @Test
  void takesTheTimeInFrontOfTheProcessOff() {
    headers.put("x-request-start", "t=1766000000.100");
    Deadlines deadlines = deadlines(3_000);
    passTenRequests(deadlines, "t=1766000000.500");

    Deadline deadline = deadlines.of(request());

    assertThat(deadline.queueMillis).isEqualTo(400);
    assertThat(deadline.ageNanos()).isEqualTo(2_600_000_000L);
  }

  @Test
  void readsEveryUnitByItsSize() {
    assertThat(QueueStart.epochMillis("t=1766000000.100", NOW)).isEqualTo(1_766_000_000_100L);
    assertThat(QueueStart.epochMillis("1766000000100", NOW)).isEqualTo(1_766_000_000_100L);
    assertThat(QueueStart.epochMillis("t=1766000000100000", NOW)).isEqualTo(1_766_000_000_100L);
    assertThat(QueueStart.epochMillis("1766000000100000000", NOW)).isEqualTo(1_766_000_000_100L);
  }

  @Test
  void refusesTimesThatAreNone() {
    assertThat(QueueStart.epochMillis("t=12345", NOW)).isZero();
    assertThat(QueueStart.epochMillis("yesterday", NOW)).isZero();
    assertThat(QueueStart.epochMillis("", NOW)).isZero();
    assertThat(QueueStart.epochMillis("1e999999999", NOW)).isZero();
  }

  @Test
  void clampsAClockThatRunsAhead() {
    headers.put("x-request-start", "t=1766000009.000");
    Deadlines deadlines = deadlines(3_000);
    passTenRequests(deadlines, "t=1766000000.500");

    assertThat(deadlines.of(request()).queueMillis).isZero();
  }

  @Test
  void takesAQueueThatEveryRequestHasForAWrongClock() {
    headers.put("x-request-start", "t=1765999995.500");
    Deadlines deadlines = deadlines(3_000);
    passTenRequests(deadlines, "t=1765999995.490");

    assertThat(deadlines.of(request()).queueMillis).isZero();
  }

  @Test
  void believesNoQueueBeforeTheClocksWereCompared() {
    headers.put("x-request-start", "t=1766000000.100");

    assertThat(deadlines(3_000).of(request()).queueMillis).isZero();
  }

  @Test
  void knowsTheFrontOnlyWhereAHeaderTellsIt() {
    Deadlines deadlines = deadlines(3_000);
    passTenRequests(deadlines, "t=1766000000.500");

    assertThat(deadlines.of(request()).frontKnown).isFalse();
    headers.put("x-request-start", "t=1766000000.500");
    assertThat(deadlines.of(request()).frontKnown).as("it was none").isTrue();
    assertThat(deadlines(3_000).of(request()).frontKnown).as("clocks not compared").isFalse();
    headers.put("x-request-start", "yesterday");
    assertThat(deadlines.of(request()).frontKnown).isFalse();
  }

  private static void passTenRequests(Deadlines deadlines, String queueStart) {
    for (int i = 0; i < 10; i++) {
      deadlines.passed(queueStart, NOW);
    }
  }

  @Test
  void prefersWhatHangUpsTaughtToTheProfile() {
    Deadlines deadlines = deadlines(0);
    hangUpAt(deadlines, 3_000);

    Deadline deadline = deadlines.of(request());

    assertThat(deadline.source).isEqualTo(Deadline.Source.LEARNED);
    assertThat(deadline.limitMillis).isEqualTo(3_000);
    assertThat(deadline.observations).isEqualTo(10);
    assertThat(said.toString())
        .contains("learned that the gateway waits 3000 ms, from 10 hang-ups");
  }

  @Test
  void learnsNothingThatTheSettingSays() {
    Deadlines deadlines = deadlines(20_000);
    hangUpAt(deadlines, 3_000);

    assertThat(deadlines.usual().source).isEqualTo(Deadline.Source.SETTING);
    assertThat(deadlines.curious()).isFalse();
  }

  @Test
  void takesALearnedLimitNearTheProfilesForTheProfiles() {
    Deadlines deadlines = deadlines(0);
    hangUpAt(deadlines, 59_900);

    assertThat(deadlines.usual().source).isEqualTo(Deadline.Source.PROFILE);
  }

  @Test
  void forgetsWhatItLearnedWhenTheGatewayWaitsLonger() {
    Deadlines deadlines = deadlines(0);
    hangUpAt(deadlines, 3_000);
    Deadline learned = deadlines.usual();

    assertThat(deadlines.stayed(3_100 * MS, learned)).isFalse();
    for (int i = 0; i < 3; i++) {
      assertThat(deadlines.stayed(5_000 * MS, learned)).isTrue();
    }
    deadlines.tick(new HeaderStudy());

    assertThat(deadlines.usual().source).isEqualTo(Deadline.Source.PROFILE);
    assertThat(said.toString()).contains("unlearned the gateway's limit");
  }

  private static void hangUpAt(Deadlines deadlines, long limit) {
    for (int i = 0; i < 10; i++) {
      long start = i * 10 * limit * MS;
      HangUp hangUp =
          new HangUp(HangUp.Source.FIN, start + (limit - 300) * MS, start + (limit + 20 * i) * MS);
      deadlines.hungUp(hangUp, start, deadlines.usual(), "GET /" + i);
    }
    deadlines.tick(new HeaderStudy());
  }

  private Deadlines deadlines(long setting) {
    Log log = new Log(new PrintStream(said, true), () -> 0, Log.Level.INFO);
    return new Deadlines(Profiles.named("nginx"), setting, null, () -> NOW, log);
  }

  private RequestView request() {
    HttpView http = new HttpView("GET", "/", null, 0, -1, headers, Collections.emptyMap());
    return new RequestView(
        null,
        http,
        null,
        NOW * 1_000_000,
        0,
        0,
        false,
        false,
        false,
        null,
        Collections.emptyList(),
        0,
        0,
        null);
  }
}
