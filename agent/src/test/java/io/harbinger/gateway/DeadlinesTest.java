package io.harbinger.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.timeline.HttpView;
import io.harbinger.timeline.RequestView;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private static final long NOW = 1_766_000_000_500L;
  private final Map<String, String> headers = new HashMap<>();

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

  private static void passTenRequests(Deadlines deadlines, String queueStart) {
    for (int i = 0; i < 10; i++) {
      deadlines.passed(queueStart, NOW);
    }
  }

  @Test
  void knowsEveryProfileByName() {
    for (String name : Profiles.NAMES) {
      Profile profile = Profiles.named(name);
      assertThat(profile.name).isEqualTo(name);
      assertThat(profile.statusTimeout).as(name).isBetween(500, 599);
      assertThat(profile.connectMillis + profile.deadlineMillis()).as(name).isPositive();
    }
    assertThat(Profiles.named("netscape")).isNull();
  }

  private static Deadlines deadlines(long setting) {
    return new Deadlines(Profiles.named("nginx"), setting, () -> NOW);
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
