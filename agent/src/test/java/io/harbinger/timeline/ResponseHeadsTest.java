package io.harbinger.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResponseHeadsTest {
  private final ResponseHeads heads = new ResponseHeads();

  @Test
  void knowsNoLimitUntilItIsTold() {
    assertThat(heads.isNear(1_000_000)).isFalse();
    assertThat(heads.tooLarge(1_000_000)).isFalse();
  }

  @Test
  void isNearFromFourFifthsOnAndTooLargeAboveTheLimit() {
    heads.limit(4_096, false);

    assertThat(heads.isNear(3_276)).isFalse();
    assertThat(heads.isNear(3_277)).isTrue();
    assertThat(heads.tooLarge(4_096)).isFalse();
    assertThat(heads.tooLarge(4_097)).isTrue();
  }

  @Test
  void believesAGatewayThatTookMore() {
    heads.limit(4_096, false);
    heads.takes(5_000);

    assertThat(heads.tooLarge(5_000)).isFalse();
    assertThat(heads.isNear(4_000)).isFalse();
    assertThat(heads.tooLarge(5_001)).isTrue();
  }

  @Test
  void measuresWhatTheGatewayLimits() {
    assertThat(heads.measure(5_000, 700)).isEqualTo(5_000);
    heads.limit(8_192, true);
    assertThat(heads.measure(5_000, 700)).isEqualTo(700);
  }

  @Test
  void remembersTheFirstOfEachPageAndNotTooMany() {
    for (int i = 0; i < 100; i++) {
      heads.add("GET /" + i % 70, 4_000 + i, "Set-Cookie", 3_000);
    }

    assertThat(heads.all()).hasSize(64);
    assertThat(heads.all()).allMatch(head -> head.bytes < 4_070);
  }
}
