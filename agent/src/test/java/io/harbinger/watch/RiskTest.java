package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.gateway.Deadline;
import io.harbinger.timeline.Baseline;
import org.junit.jupiter.api.Test;

class RiskTest {
  private static final long MS = 1_000_000L;
  private static final Deadline THREE_SECONDS = new Deadline(3_000, Deadline.Source.SETTING, 0);

  private final Risk risk = new Risk(0.3);

  @Test
  void warnsAtItsShareOfTheDeadline() {
    assertThat(risk.ageNanos(THREE_SECONDS, Baseline.NONE)).isEqualTo(900 * MS);
  }

  @Test
  void grantsARouteThatIsKnownToBeSlowItsTime() {
    assertThat(risk.ageNanos(THREE_SECONDS, takes(800, 100))).isEqualTo(960 * MS);
  }

  @Test
  void warnsBeforeHalfOfTheDeadlineWhateverTheSlowestTook() {
    assertThat(risk.ageNanos(THREE_SECONDS, takes(300, 2_900, 100))).isEqualTo(1_050 * MS);
  }

  @Test
  void leavesARouteAloneThatHasAlwaysBeenSlowUntilTheDeadlineIsInSight() {
    assertThat(risk.ageNanos(THREE_SECONDS, takes(1_200, 1_300, 100))).isEqualTo(1_560 * MS);
    assertThat(risk.ageNanos(THREE_SECONDS, takes(2_900, 2_900, 100))).isEqualTo(2_400 * MS);
  }

  @Test
  void doesNotTrustAFewRequests() {
    assertThat(risk.ageNanos(THREE_SECONDS, takes(1_500, 19))).isEqualTo(900 * MS);
  }

  @Test
  void countsTheTimeInFrontOfTheProcess() {
    assertThat(risk.ageNanos(late(500), Baseline.NONE)).isEqualTo(400 * MS);
    assertThat(risk.ageNanos(late(500), takes(300, 2_900, 100))).isEqualTo(550 * MS);
  }

  @Test
  void warnsAtOnceOfARequestThatSpentItsShareInFront() {
    assertThat(risk.ageNanos(late(2_000), takes(100, 100))).isZero();
  }

  @Test
  void neverWarnsWhereTheGatewayWaitsForEver() {
    Deadline none = new Deadline(0, Deadline.Source.PROFILE, 0);

    assertThat(risk.ageNanos(none, Baseline.NONE)).isEqualTo(Long.MAX_VALUE);
  }

  private static Deadline late(long millisInFront) {
    return new Deadline(3_000, Deadline.Source.SETTING, millisInFront);
  }

  private static Baseline takes(long p99Millis, int count) {
    return takes(p99Millis, p99Millis, count);
  }

  private static Baseline takes(long medianMillis, long p99Millis, int count) {
    return new Baseline(count, medianMillis * MS, p99Millis * MS, 0, 0, 0);
  }
}
