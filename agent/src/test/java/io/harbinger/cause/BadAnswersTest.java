package io.harbinger.cause;

import static io.harbinger.cause.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import io.harbinger.gateway.Outcome;
import io.harbinger.timeline.AnswerView;
import io.harbinger.timeline.AnswerView.Broken;
import org.junit.jupiter.api.Test;

/** {@link HeaderTooLarge} and {@link ResponseTruncated}. */
class BadAnswersTest {
  private static final AnswerView LARGE =
      new AnswerView(5_213, "Set-Cookie", 4_900, -1, Broken.NOT);
  private static final AnswerView HALF = new AnswerView(200, null, 40, 100, Broken.NOT);
  private static final AnswerView BROKEN = new AnswerView(200, null, 40, -1, Broken.BY_EXCEPTION);

  @Test
  void isCertainOfAHeaderThatTheGatewayHungUpOn() {
    Finding root =
        given().lasting(20).gaveUp(30).answered(Outcome.REFUSED_RESPONSE, 6, LARGE).verdict().root;

    assertThat(root.cause).isEqualTo("response.header_too_large");
    assertThat(root.confidence).isEqualTo(Confidence.CERTAIN);
    assertThat(root.detail).isEqualTo("Set-Cookie with 4,900 bytes");
    assertThat(root.evidence.get(0)).contains("had 5,213 bytes").contains("takes 4,096");
    assertThat(root.remedy).contains("proxy_buffer_size 8k");
  }

  @Test
  void onlySupposesItWhereTheSizesAloneTell() {
    Finding root = given().lasting(20).answered(Outcome.REFUSED_RESPONSE, 6, LARGE).verdict().root;

    assertThat(root.confidence).isEqualTo(Confidence.PROBABLE);
  }

  @Test
  void leavesALargeHeaderAloneThatWasPassedOn() {
    Verdict verdict = given().lasting(20).answered(Outcome.ANSWERED, 6, LARGE).verdict();

    assertThat(verdict.root.cause).isEqualTo(Unknown.VALUE);
  }

  @Test
  void countsWhatIsMissingOfAnAnswer() {
    Verdict verdict = given().lasting(20).answered(Outcome.RESET, 3, HALF).verdict();

    assertThat(verdict.root.cause).isEqualTo("response.truncated");
    assertThat(verdict.root.confidence).isEqualTo(Confidence.CERTAIN);
    assertThat(verdict.root.detail).isEqualTo("3 of 100 bytes");
    assertThat(verdict.symptoms).contains("response_truncated");
  }

  @Test
  void whoWasCutOffWithASharedConnectionIsNotExplainedByItsOwnTime() {
    Given cut =
        given()
            .lasting(500)
            .usually(Kind.DB, "select", 3, 100)
            .segment(Kind.DB, "select", 0, 400)
            .answered(Outcome.RESET, -1, new AnswerView(0, null, 0, -1, Broken.BY_US));

    assertThat(cut.verdict().root.cause).isNotEqualTo(Unknown.VALUE);
    Verdict shared = cut.onSharedConnection().verdict();
    assertThat(shared.root.cause).isEqualTo(Unknown.VALUE);
    assertThat(shared.root.evidence.get(0)).contains("closed the HTTP/2 connection");
    assertThat(shared.root.remedy).contains("lower overheadResetFactor");
    assertThat(shared.runnersUp).isNotEmpty();
  }

  @Test
  void blamesTheExceptionThatBrokeItOff() {
    Verdict verdict =
        given()
            .lasting(20)
            .threw("java.lang.IllegalStateException", "no more rows", null)
            .answered(Outcome.RESET, 300, BROKEN)
            .verdict();

    assertThat(verdict.root.cause).isEqualTo("code.exception");
    assertThat(verdict.symptoms).contains("response_truncated");
  }
}
