package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.gateway.Outcome;
import org.junit.jupiter.api.Test;

class BlamedTest {
  @Test
  void aVisitorWhoLeftEarlyIsNoFailureHoweverLongItRanOn() {
    assertThat(Blamed.why(Outcome.CLIENT_LEFT, 200, false, false, true, true)).isNull();
    assertThat(Blamed.why(Outcome.CLIENT_LEFT, 200, true, false, true, true)).isNull();
    assertThat(Blamed.why(Outcome.CLIENT_LEFT, 500, true, false, true, true)).isNull();
  }

  @Test
  void anErrorInTimeIsOneEvenIfItsVisitorHadLeft() {
    assertThat(Blamed.why(Outcome.CLIENT_LEFT, 500, true, false, false, false)).isEqualTo("error");
  }

  @Test
  void thatNobodyWasThereToTakeTheAnswerIsNoError() {
    assertThat(Blamed.why(Outcome.CLIENT_LEFT, 500, true, true, false, false)).isNull();
  }

  @Test
  void whatTheGatewayFailedBearsItsOutcome() {
    assertThat(Blamed.why(Outcome.GAVE_UP, 200, false, false, true, true)).isEqualTo("gave_up");
    assertThat(Blamed.why(Outcome.RESET, 500, true, false, false, false)).isEqualTo("reset");
  }

  @Test
  void anAnswerIsAnErrorOrNearTheDeadlineOrHealthy() {
    assertThat(Blamed.why(Outcome.ANSWERED, 503, false, false, true, false)).isEqualTo("error");
    assertThat(Blamed.why(Outcome.ANSWERED, 200, true, false, false, false)).isEqualTo("error");
    assertThat(Blamed.why(Outcome.ANSWERED, 200, false, false, true, false))
        .isEqualTo("near_deadline");
    assertThat(Blamed.why(Outcome.ANSWERED, 200, false, false, false, false)).isNull();
  }
}
