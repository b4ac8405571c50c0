package io.harbinger.cause;

import static io.harbinger.cause.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import io.harbinger.gateway.Outcome;
import io.harbinger.signal.JvmStop;
import io.harbinger.timeline.AnswerView;
import io.harbinger.timeline.AnswerView.Broken;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShutdownTest {
  private static final AnswerView CLOSED = new AnswerView(0, null, 0, -1, Broken.BY_US);

  @Test
  void isCertainWhereThisProcessClosedTheConnection() {
    Finding root = stopping(200).lasting(900).answered(Outcome.RESET, 0, CLOSED).verdict().root;

    assertThat(root.cause).isEqualTo("lifecycle.shutdown");
    assertThat(root.confidence).isEqualTo(Confidence.CERTAIN);
    assertThat(root.detail).isEqualTo("SIGTERM");
    assertThat(root.evidence.get(0)).contains("SIGTERM").contains("200 ms old");
  }

  @Test
  void isCertainToOfWhoWasNotAnsweredAtAll() {
    AnswerView none = new AnswerView(0, null, 0, -1, Broken.NOT);

    assertThat(stopping(200).lasting(5_000).answered(Outcome.RESET, 0, none).verdict().root.cause)
        .isEqualTo("lifecycle.shutdown");
  }

  @Test
  void saysWhatTheRequestWasNotReadyWith() {
    Finding root =
        stopping(200)
            .lasting(900)
            .segment(Kind.DB, "select * from owners", 100, 900)
            .answered(Outcome.RESET, 0, CLOSED)
            .verdict()
            .root;

    assertThat(root.culprit).contains("in select * from owners");
    assertThat(root.evidence.toString()).contains("The request spent 800 ms of 900 ms");
  }

  @Test
  void readsTheWordOfWhatWasClosed() {
    for (String word :
        new String[] {
          "HikariDataSource (shop) has been closed.",
          "HikariPool-1 - Interrupted during connection acquisition",
          "Singleton bean creation not allowed while singletons are in destruction"
        }) {
      Finding root =
          stopping(-100)
              .lasting(300)
              .threw("java.sql.SQLException", word, "08006")
              .answered(500)
              .verdict()
              .root;

      assertThat(root.cause).as(word).isEqualTo("lifecycle.shutdown");
      assertThat(root.confidence).isEqualTo(Confidence.PROBABLE);
      assertThat(root.evidence.get(0)).contains("100 ms before the request came");
    }
  }

  @Test
  void leavesOtherFailuresToTheirCauses() {
    Given failed =
        stopping(100).lasting(300).threw("java.lang.ArithmeticException", "/ by zero", null);

    assertThat(failed.answered(500).verdict().root.cause).isEqualTo("code.exception");
  }

  @Test
  void takesTheServersOwnRefusal() {
    assertThat(stopping(-100).lasting(3).answered(503).verdict().root.cause)
        .isEqualTo("lifecycle.shutdown");
  }

  @Test
  void knowsNothingWithoutAStop() {
    Given closed = given().lasting(300).threw("java.sql.SQLException", "it is closed", "08006");

    assertThat(closed.answered(500).verdict().root.cause).isEqualTo("timeout.db_unavailable");
  }

  @Test
  void doesNotTakeWhatTheGatewayHadGivenUp() {
    Verdict verdict =
        stopping(2_000)
            .lasting(4_000)
            .gaveUp(3_000)
            .threw("java.lang.InterruptedException", null, null)
            .answered(500)
            .verdict();

    assertThat(verdict.root.cause).isNotEqualTo("lifecycle.shutdown");
  }

  /** The stop begins so long after the request. */
  private static Given stopping(long millis) {
    Given given = given();
    given.host.stop = new JvmStop("SIGTERM", Given.START + TimeUnit.MILLISECONDS.toNanos(millis));
    return given;
  }
}
