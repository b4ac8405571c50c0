package com.example.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.fault.CodeException;
import com.example.fault.GcPause;
import com.example.fault.SlowQuery;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreboardTest {

  private static final long ANSWERED_AT = 1_000_000;

  private final Scoreboard score = new Scoreboard(Duration.ofSeconds(2));

  @Test
  void countsARightCauseWarnedInTime() {
    score.add(slowQuery(timeout(tagged("timeout.slow_query", 504, ANSWERED_AT - 1_200))));

    assertThat(score.goals()).allMatch(Goal::met);
    assertThat(score.leads).containsExactly(1_200L);
    assertThat(score.causes.right()).isEqualTo(1);
  }

  @Test
  void missesAFailureThatHasNoTrace() {
    score.add(slowQuery(timeout(null)));

    assertThat(missed()).containsExactly("cause_right", "failures_tagged", "warned_in_time");
    assertThat(score.causes.namedByInjected.get("timeout.slow_query"))
        .containsEntry(ConfusionMatrix.NONE, 1);
  }

  @Test
  void missesAWrongCause() {
    score.add(slowQuery(timeout(tagged("code.deadlock", 504, ANSWERED_AT - 1_200))));

    assertThat(missed()).containsExactly("cause_right");
  }

  @Test
  void missesAWrongStatus() {
    score.add(slowQuery(timeout(tagged("timeout.slow_query", 499, ANSWERED_AT - 1_200))));

    assertThat(missed()).containsExactly("status_right");
  }

  @Test
  void missesAWarningAfterHalfOfTheDeadline() {
    score.add(slowQuery(timeout(tagged("timeout.slow_query", 504, ANSWERED_AT - 900))));

    assertThat(missed()).containsExactly("warned_in_time");
  }

  @Test
  void asksForNoWarningFromAProcessThatStandsStill() {
    Scenario pause = Scenario.of(GcPause.ofLargeHeap());
    score.add(episode(pause, timeout(tagged("overload.gc_pause", 504, 0))));

    assertThat(missed()).isEmpty();
    assertThat(score.hung).isZero();
  }

  @Test
  void aTagOnAHealthyRequestIsAFalseAlarm() {
    Outcome failed = timeout(tagged("timeout.slow_query", 504, ANSWERED_AT - 1_200));
    Outcome healthy = new Outcome(line(200, 0.7), tagged("timeout.slow_query", null, 0));
    score.add(slowQuery(failed, healthy));

    assertThat(missed()).containsExactly("healthy_untagged");
    assertThat(score.falseAlarms).containsExactly(healthy);
  }

  @Test
  void aTagOnAVisitorWhoLeftEarlyIsAFalseAlarm() {
    Outcome failed = timeout(tagged("timeout.slow_query", 504, ANSWERED_AT - 1_200));
    Outcome left = new Outcome(line(499, 0.25), tagged("timeout.slow_query", 499, 0));
    score.add(slowQuery(failed, left));

    assertThat(missed()).containsExactly("healthy_untagged");
  }

  @Test
  void whoLeavesWhileTheFaultIsAtWorkIsNotJudged() {
    Outcome failed = timeout(tagged("timeout.slow_query", 504, ANSWERED_AT - 1_200));
    Outcome left = new Outcome(line(499, 0.25), tagged("timeout.slow_query", 499, 0));
    Scenario scenario = Scenario.of(new SlowQuery());
    score.add(new Episode(scenario, List.of(failed, left), ANSWERED_AT - 1, null));

    assertThat(missed()).isEmpty();
    assertThat(score.leftEarly).isZero();
  }

  @Test
  void nothingHasToFailWhereNothingIsWrong() {
    score.add(episode(Scenario.nothingWrong(), new Outcome(line(200, 0.7), null)));

    assertThat(missed()).isEmpty();
    assertThat(score.healthy).isOne();
  }

  @Test
  void aSlowOneThatJustMadeItMayBeTaggedOrNot() {
    Outcome failed = timeout(tagged("timeout.slow_query", 504, ANSWERED_AT - 1_200));
    Outcome close = new Outcome(line(200, 1.8), tagged("timeout.slow_query", null, 0));
    score.add(slowQuery(failed, close));

    assertThat(missed()).isEmpty();
  }

  @Test
  void theShopsOwn500CountsForTheCauseOnly() {
    Account account = tagged("code.exception", null, 0);
    score.add(episode(Scenario.of(new CodeException()), new Outcome(line(500, 0.01), account)));

    assertThat(missed()).isEmpty();
    assertThat(score.failedByGateway).isZero();
    assertThat(score.causes.right()).isEqualTo(1);
  }

  @Test
  void missesAScenarioInWhichNothingFailed() {
    score.add(slowQuery(new Outcome(line(200, 0.1), null)));

    assertThat(missed()).containsExactly("provoked");
  }

  @Test
  void everyInjectedRootCountsTheSameHoweverManyVictimsItHad() {
    Outcome right = timeout(tagged("timeout.slow_query", 504, ANSWERED_AT - 1_200));
    score.add(slowQuery(right, right, right, right));
    score.add(episode(Scenario.of(new CodeException()), new Outcome(line(500, 0.01), null)));

    assertThat(score.causes.rightPerInjected()).isEqualTo(0.5);
  }

  private List<String> missed() {
    return score.missed().stream().map(Goal::name).toList();
  }

  private static Episode slowQuery(Outcome... outcomes) {
    return episode(Scenario.of(new SlowQuery()), outcomes);
  }

  private static Episode episode(Scenario scenario, Outcome... outcomes) {
    return new Episode(scenario, List.of(outcomes), ANSWERED_AT + 1, null);
  }

  private static Outcome timeout(Account account) {
    return new Outcome(line(504, 2.001), account);
  }

  private static GatewayLine line(int status, double seconds) {
    return new GatewayLine("r", ANSWERED_AT, status, seconds, true, "GET / HTTP/1.1");
  }

  private static Account tagged(String cause, Integer status, long warnedAt) {
    Account account = new Account();
    if (warnedAt > 0) {
      account.warned(warnedAt, warnedAt, Map.of());
    }
    Map<String, Object> attributes = new HashMap<>(Map.of("harbinger.cause", cause));
    if (status != null) {
      attributes.put("harbinger.gateway.status", (long) status);
    }
    account.finished(attributes);
    return account;
  }
}
