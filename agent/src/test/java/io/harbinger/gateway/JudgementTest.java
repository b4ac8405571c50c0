package io.harbinger.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JudgementTest {
  private static final long MS = 1_000_000L;
  private final Judgement judgement = new Judgement(Profiles.named("nginx"));
  private final Deadline deadline = new Deadline(3_000, Deadline.Source.SETTING, 0);

  @Test
  void aHangUpAtTheDeadlineMeansThatTheGatewayGaveUp() {
    GatewayView view = judgement.of(deadline, 0, 3_200 * MS, 0, hangUp(3_100), 2_900 * MS, false);

    assertThat(view.outcome).isEqualTo(Outcome.GAVE_UP);
    assertThat(view.status).isEqualTo(504);
    assertThat(view.hangUpMillis).isEqualTo(3_100);
  }

  @Test
  void aHangUpLongBeforeTheDeadlineMeansThatTheClientLeft() {
    GatewayView view = judgement.of(deadline, 0, 900 * MS, 0, hangUp(800), -1, false);

    assertThat(view.outcome).isEqualTo(Outcome.CLIENT_LEFT);
    assertThat(view.status).isEqualTo(499);
  }

  @Test
  void timeThatTheProcessStoodStillBeforeItSawTheRequestCounts() {
    GatewayView view = judgement.of(deadline, 0, 500 * MS, 2_800 * MS, hangUp(400), -1, false);

    assertThat(view.outcome).isEqualTo(Outcome.GAVE_UP);
  }

  @Test
  void anAnswerLaterThanTheDeadlineDidNotReachTheVisitor() {
    GatewayView view = judgement.of(deadline, 0, 3_050 * MS, 0, null, 2_800 * MS, true);

    assertThat(view.outcome).isEqualTo(Outcome.GAVE_UP);
    assertThat(view.status).isEqualTo(504);
  }

  @Test
  void aConnectionSeenWholeAfterTheDeadlineWasAnswered() {
    GatewayView view = judgement.of(deadline, 0, 9_000 * MS, 0, null, 8_800 * MS, true);

    assertThat(view.outcome).isEqualTo(Outcome.ANSWERED);
    assertThat(view.status).isZero();
  }

  @Test
  void nothingIsSaidOfARequestThatStillRunsUnbroken() {
    GatewayView view = judgement.of(deadline, 0, 3_050 * MS, 0, null, 2_800 * MS, false);

    assertThat(view.outcome).isEqualTo(Outcome.ANSWERED);
  }

  @Test
  void aGatewayWithoutALimitNeverGivesUp() {
    Deadline none = new Deadline(0, Deadline.Source.PROFILE, 0);

    assertThat(judgement.of(none, 0, 99_000 * MS, 0, null, -1, true).outcome)
        .isEqualTo(Outcome.ANSWERED);
    assertThat(judgement.of(none, 0, 99_000 * MS, 0, hangUp(98_000), -1, true).outcome)
        .isEqualTo(Outcome.CLIENT_LEFT);
  }

  private static HangUp hangUp(long seenMillis) {
    return new HangUp(HangUp.Source.FIN, (seenMillis - 500) * MS, seenMillis * MS);
  }
}
