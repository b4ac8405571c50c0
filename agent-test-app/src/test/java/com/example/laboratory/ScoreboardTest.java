package com.example.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.fault.CodeException;
import com.example.fault.GcPause;
import com.example.fault.ProcessKilled;
import com.example.fault.SlowQuery;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreboardTest {

  private static final long ANSWERED_AT = 1_000_000;
  private static final long HALF = ANSWERED_AT - 1_000;
  private static final Announcement EXHAUSTED =
      new Announcement("workers:http-nio-8080", HALF - 1, Long.MAX_VALUE);

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
  void aConditionWarnsOfARequestThatNoThreadEverRead() {
    hung(null, 0, EXHAUSTED);

    assertThat(missed()).isEmpty();
    assertThat(score.hungUnread).isOne();
    assertThat(score.warnedByCondition).isOne();
  }

  @Test
  void aConditionWarnsOfARequestThatWasReadTooLate() {
    hung(HALF - 100, 0, EXHAUSTED);

    assertThat(missed()).isEmpty();
    assertThat(score.warnedByCondition).isOne();
  }

  @Test
  void whatWasReadInTimeNeedsAWarningOfItsOwn() {
    hung(HALF - 200, 0, EXHAUSTED);

    assertThat(missed()).containsExactly("warned_in_time");
    assertThat(score.hungUnread).isZero();
  }

  @Test
  void aWarningOfItsOwnCountsForAnUnreadOneFirst() {
    hung(HALF - 100, HALF - 10, EXHAUSTED);

    assertThat(missed()).isEmpty();
    assertThat(score.warnedByCondition).isZero();
  }

  @Test
  void missesAnUnreadRequestThatNobodySpokeOf() {
    hung(null, 0);

    assertThat(missed()).containsExactly("warned_in_time");
  }

  @Test
  void aConditionThatCameAfterHalfOfTheDeadlineIsTooLate() {
    hung(null, 0, new Announcement("workers:http-nio-8080", HALF + 1, Long.MAX_VALUE));

    assertThat(missed()).containsExactly("warned_in_time");
  }

  @Test
  void aConditionThatHadEndedBeforeTheRequestCameSaysNothing() {
    long came = ANSWERED_AT - 2_001;
    hung(null, 0, new Announcement("workers:http-nio-8080", came - 9_000, came - 1));

    assertThat(missed()).containsExactly("warned_in_time");
  }

  @Test
  void aConditionOfSomethingElseThanWorkersSaysNothing() {
    hung(null, 0, new Announcement("pool:shop", HALF - 1, Long.MAX_VALUE));

    assertThat(missed()).containsExactly("warned_in_time");
  }

  @Test
  void whatNoThreadEverReadIsCountedByItself() {
    Outcome unread = new Outcome(line(504, 2.001), null, null);
    Scenario scenario = Scenario.of(GcPause.ofLargeHeap());
    Announcement heap = new Announcement("heap", ANSWERED_AT - 10, Long.MAX_VALUE);
    score.add(new Episode(scenario, List.of(unread), List.of(heap), ANSWERED_AT - 3_000, null));
    score.add(episode(scenario, unread));

    assertThat(missed()).isEmpty();
    assertThat(score.failedByGateway).isZero();
    assertThat(score.causes.total()).isZero();
    assertThat(score.neverRead).isEqualTo(2);
    assertThat(score.neverReadAnnounced).isOne();
  }

  @Test
  void whatNobodyReadThoughTheAgentSpokeOfItCountsAsUsual() {
    Account wrong = tagged("code.deadlock", 504, 0);
    score.add(slowQuery(new Outcome(line(504, 2.001), null, wrong)));

    assertThat(missed()).contains("cause_right");
    assertThat(score.neverRead).isZero();
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
    Outcome healthy = answered(line(200, 0.7), tagged("timeout.slow_query", null, 0));
    score.add(slowQuery(failed, healthy));

    assertThat(missed()).containsExactly("healthy_untagged");
    assertThat(score.falseAlarms).containsExactly(healthy);
  }

  @Test
  void aTagOnAVisitorWhoLeftEarlyIsAFalseAlarm() {
    Outcome failed = timeout(tagged("timeout.slow_query", 504, ANSWERED_AT - 1_200));
    Outcome left = answered(line(499, 0.25), tagged("timeout.slow_query", 499, 0));
    score.add(slowQuery(failed, left));

    assertThat(missed()).containsExactly("healthy_untagged");
  }

  @Test
  void whoLeavesWhileTheFaultIsAtWorkIsNotJudged() {
    Outcome failed = timeout(tagged("timeout.slow_query", 504, ANSWERED_AT - 1_200));
    Outcome left = answered(line(499, 0.25), tagged("timeout.slow_query", 499, 0));
    Scenario scenario = Scenario.of(new SlowQuery());
    score.add(new Episode(scenario, List.of(failed, left), List.of(), ANSWERED_AT - 1, null));

    assertThat(missed()).isEmpty();
    assertThat(score.leftEarly).isZero();
  }

  @Test
  void haproxysWordForALeaverIsKnown() {
    Outcome left = answered(line(400, 0.25), tagged("timeout.slow_query", 400, 0));
    Scenario scenario = Scenario.of(new SlowQuery());
    score.add(new Episode(scenario, List.of(left), List.of(), ANSWERED_AT - 1, null));

    assertThat(score.falseAlarms).isEmpty();
    assertThat(score.healthy).isZero();
  }

  @Test
  void nothingHasToFailWhereNothingIsWrong() {
    score.add(episode(Scenario.nothingWrong(), answered(line(200, 0.7), null)));

    assertThat(missed()).isEmpty();
    assertThat(score.healthy).isOne();
  }

  @Test
  void aSlowOneThatJustMadeItMayBeTaggedOrNot() {
    Outcome failed = timeout(tagged("timeout.slow_query", 504, ANSWERED_AT - 1_200));
    Outcome close = answered(line(200, 1.8), tagged("timeout.slow_query", null, 0));
    score.add(slowQuery(failed, close));

    assertThat(missed()).isEmpty();
  }

  @Test
  void theShopsOwn500CountsForTheCauseOnly() {
    Account account = tagged("code.exception", null, 0);
    score.add(episode(Scenario.of(new CodeException()), answered(line(500, 0.01), account)));

    assertThat(missed()).isEmpty();
    assertThat(score.failedByGateway).isZero();
    assertThat(score.causes.right()).isEqualTo(1);
  }

  @Test
  void missesAScenarioInWhichNothingFailed() {
    score.add(slowQuery(answered(line(200, 0.1), null)));

    assertThat(missed()).containsExactly("provoked");
  }

  @Test
  void everyInjectedRootCountsTheSameHoweverManyVictimsItHad() {
    Outcome right = timeout(tagged("timeout.slow_query", 504, ANSWERED_AT - 1_200));
    score.add(slowQuery(right, right, right, right));
    score.add(episode(Scenario.of(new CodeException()), answered(line(500, 0.01), null)));

    assertThat(score.causes.rightPerInjected()).isEqualTo(0.5);
  }

  @Test
  void aSecondAttemptThatReachedNobodyIsAFailureOfTheFirstButItsStatusIsNotCompared() {
    GatewayLine nobody = new GatewayLine("r", ANSWERED_AT, 503, 0, false, "GET / HTTP/1.1", false);
    Account cut = tagged("process.killed", 502, 0);
    Scenario killed = Scenario.of(new ProcessKilled());
    score.add(episode(killed, new Outcome(nobody, ANSWERED_AT - 300, cut)));

    assertThat(missed()).isEmpty();
    assertThat(score.failedByGateway).isOne();
    assertThat(score.failedWithTrace).isOne();
    assertThat(score.statusesClaimed).isZero();
  }

  @Test
  void aSecondAttemptThatWasAnsweredIsNoFalseAlarm() {
    Account cut = tagged("process.killed", 502, 0);
    Scenario killed = Scenario.of(new ProcessKilled());
    score.add(episode(killed, new Outcome(line(200, 0.1), ANSWERED_AT - 3_000, cut)));

    assertThat(score.falseAlarms).isEmpty();
    assertThat(score.statusesClaimed).isZero();
  }

  @Test
  void whoFoundNobodyAndWasNeverReadIsNoFailureOfTheShop() {
    GatewayLine nobody = new GatewayLine("r", ANSWERED_AT, 503, 0, false, "GET / HTTP/1.1", false);
    score.add(episode(Scenario.of(new ProcessKilled()), new Outcome(nobody, null, null)));

    assertThat(score.failedByGateway).isZero();
    assertThat(score.neverRead).isZero();
  }

  private List<String> missed() {
    return score.missed().stream().map(Goal::name).toList();
  }

  private static Episode slowQuery(Outcome... outcomes) {
    return episode(Scenario.of(new SlowQuery()), outcomes);
  }

  private static Episode episode(Scenario scenario, Outcome... outcomes) {
    return new Episode(scenario, List.of(outcomes), List.of(), ANSWERED_AT + 1_001, null);
  }

  /** One that a worker thread began to read at that moment, null for never. */
  private void hung(Long readAt, long warnedAt, Announcement... announced) {
    Outcome outcome =
        new Outcome(line(504, 2.001), readAt, tagged("timeout.slow_query", 504, warnedAt));
    Scenario scenario = Scenario.of(new SlowQuery());
    score.add(
        new Episode(scenario, List.of(outcome), List.of(announced), ANSWERED_AT + 1_001, null));
  }

  /** One that a worker thread read as soon as it came. */
  private static Outcome answered(GatewayLine line, Account account) {
    return new Outcome(line, line.cameAt(), account);
  }

  private static Outcome timeout(Account account) {
    return answered(line(504, 2.001), account);
  }

  private static GatewayLine line(int status, double seconds) {
    return new GatewayLine("r", ANSWERED_AT, status, seconds, true, "GET / HTTP/1.1", false);
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
