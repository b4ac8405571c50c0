package io.harbinger.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JudgementTest {
  private static final long MS = 1_000_000L;
  private final Judgement judgement = behind(Profiles.named("nginx"));
  private final Deadline deadline = new Deadline(3_000, Deadline.Source.SETTING, 0);

  @Test
  void aHangUpAtTheDeadlineMeansThatTheGatewayGaveUp() {
    GatewayView view = judge(deadline, 0, 3_200 * MS, 0, hangUp(3_100), 2_900 * MS, false);

    assertThat(view.outcome).isEqualTo(Outcome.GAVE_UP);
    assertThat(view.status).isEqualTo(504);
    assertThat(view.hangUpMillis).isEqualTo(3_100);
  }

  @Test
  void aHangUpLongBeforeTheDeadlineMeansThatTheClientLeft() {
    GatewayView view = judge(deadline, 0, 900 * MS, 0, hangUp(800), -1, false);

    assertThat(view.outcome).isEqualTo(Outcome.CLIENT_LEFT);
    assertThat(view.status).isEqualTo(499);
  }

  @Test
  void timeThatTheProcessStoodStillBeforeItSawTheRequestCounts() {
    GatewayView view = judge(deadline, 0, 500 * MS, 2_800 * MS, hangUp(400), -1, false);

    assertThat(view.outcome).isEqualTo(Outcome.GAVE_UP);
  }

  @Test
  void timeThatAHeaderTellsOfCounts() {
    Deadline front = new Deadline(3_000, Deadline.Source.SETTING, 3_900);
    HangUp unread = hangUp(-1_400);

    assertThat(judge(front, 0, 20 * MS, 0, unread, -1, true).outcome).isEqualTo(Outcome.GAVE_UP);
    assertThat(judge(front, 0, 20 * MS, 0, hangUp(-3_600), -1, true).outcome)
        .isEqualTo(Outcome.CLIENT_LEFT);
  }

  @Test
  void anAnswerLaterThanTheDeadlineDidNotReachTheVisitor() {
    GatewayView view = judge(deadline, 0, 3_050 * MS, 0, null, 2_800 * MS, true);

    assertThat(view.outcome).isEqualTo(Outcome.GAVE_UP);
    assertThat(view.status).isEqualTo(504);
  }

  @Test
  void aConnectionSeenWholeAfterTheDeadlineWasAnswered() {
    GatewayView view = judge(deadline, 0, 9_000 * MS, 0, null, 8_800 * MS, true);

    assertThat(view.outcome).isEqualTo(Outcome.ANSWERED);
    assertThat(view.status).isZero();
  }

  @Test
  void nothingIsSaidOfARequestThatStillRunsUnbroken() {
    GatewayView view = judge(deadline, 0, 3_050 * MS, 0, null, 2_800 * MS, false);

    assertThat(view.outcome).isEqualTo(Outcome.ANSWERED);
  }

  @Test
  void aGatewayWithoutALimitNeverGivesUp() {
    Deadline none = new Deadline(0, Deadline.Source.PROFILE, 0);

    assertThat(judge(none, 0, 99_000 * MS, 0, null, -1, true).outcome).isEqualTo(Outcome.ANSWERED);
    assertThat(judge(none, 0, 99_000 * MS, 0, hangUp(98_000), -1, true).outcome)
        .isEqualTo(Outcome.CLIENT_LEFT);
  }

  @Test
  void aResponseThatHadBegunInTimeIsNotGivenUp() {
    GatewayView view =
        judgement.of(deadline, 0, 9_000 * MS, 0, hangUp(8_000), -1, 500 * MS, false, false);

    assertThat(view.outcome).isEqualTo(Outcome.CLIENT_LEFT);
  }

  @Test
  void aResponseThatBeganForSomebodyWhoHadGoneKeptNobodyWaiting() {
    HangUp unread = hangUp(-3_000);
    GatewayView view =
        judgement.of(deadline, 0, 400 * MS, 6_200 * MS, unread, -1, 100 * MS, false, true);

    assertThat(view.outcome).isEqualTo(Outcome.GAVE_UP);
  }

  @Test
  void aResponseBeganLateThatWaitedInFront() {
    HangUp written = hangUp(3_000);
    GatewayView view =
        judgement.of(deadline, 0, 3_000 * MS, 2_800 * MS, written, -1, 100 * MS, false, true);

    assertThat(view.outcome).isEqualTo(Outcome.GAVE_UP);
  }

  @Test
  void aLimitOnTheWholeHoldsForAResponseThatHadBegun() {
    Judgement envoy = behind(Profiles.named("envoy"));
    GatewayView view =
        envoy.of(deadline, 0, 9_000 * MS, 0, hangUp(8_000), -1, 500 * MS, false, false);

    assertThat(view.outcome).isEqualTo(Outcome.GAVE_UP);
    assertThat(view.status).isZero();
  }

  @Test
  void aConnectionForManyRequestsTellsNothingOfOne() {
    GatewayView late = judgement.of(deadline, 0, 9_000 * MS, 0, null, -1, -1, true, true);
    HangUp reset = new HangUp(HangUp.Source.CHANNEL, 3_010 * MS, 3_010 * MS);
    GatewayView taken = judgement.of(deadline, 0, 9_000 * MS, 0, reset, -1, -1, true, true);
    HangUp early = new HangUp(HangUp.Source.CHANNEL, 900 * MS, 900 * MS);
    GatewayView left = judgement.of(deadline, 0, 9_000 * MS, 0, early, -1, -1, true, true);

    assertThat(late.outcome).isEqualTo(Outcome.ANSWERED);
    assertThat(taken.outcome).isEqualTo(Outcome.GAVE_UP);
    assertThat(left.outcome).isEqualTo(Outcome.CLIENT_LEFT);
  }

  @Test
  void aPeerThatClosesItsOwnSideAtOnceIsNoFailure() {
    HangUp atOnce = new HangUp(HangUp.Source.FIN, 0, 600 * MS);
    GatewayView view = judgement.of(deadline, 0, 9_000 * MS, 0, atOnce, -1, -1, false, true);

    assertThat(view.outcome).isEqualTo(Outcome.CLIENT_LEFT);
  }

  private GatewayView judge(
      Deadline deadline, long start, long age, long still, HangUp hangUp, long whole, boolean end) {
    return judgement.of(deadline, start, age, still, hangUp, whole, -1, false, end);
  }

  private static Judgement behind(Profile profile) {
    return new Judgement(new Deadlines(profile, 0, null, () -> 0, null));
  }

  private static HangUp hangUp(long seenMillis) {
    return new HangUp(HangUp.Source.FIN, (seenMillis - 500) * MS, seenMillis * MS);
  }
}
