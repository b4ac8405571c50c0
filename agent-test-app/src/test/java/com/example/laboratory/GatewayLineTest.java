package com.example.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GatewayLineTest {

  @Test
  void readsATimeout() {
    GatewayLine line =
        GatewayLine.parse(
            "1764000000.123 504 2.001 504 0.000 shop-1-17 \"GET /products/5 HTTP/1.1\"");

    assertThat(line.requestId()).isEqualTo("shop-1-17");
    assertThat(line.answeredAt()).isEqualTo(1764000000123L);
    assertThat(line.status()).isEqualTo(504);
    assertThat(line.seconds()).isEqualTo(2.001);
    assertThat(line.request()).isEqualTo("GET /products/5 HTTP/1.1");
    assertThat(line.failedByGateway()).isTrue();
  }

  @Test
  void readsTheUnitsOfOtherGateways() {
    GatewayLine haproxy =
        GatewayLine.parse("1764000000123 504 2001 ms - 0 shop-1-17 \"GET /products HTTP/1.1\"");
    GatewayLine httpd =
        GatewayLine.parse("1764000000123 502 2001000us - 2001 shop-1-17 \"GET / HTTP/1.1\"");
    GatewayLine refused =
        GatewayLine.parse("1764000000123 503 1 ms - -1 shop-1-17 \"GET /products HTTP/1.1\"");

    assertThat(haproxy.answeredAt()).isEqualTo(1764000000123L);
    assertThat(haproxy.seconds()).isEqualTo(2.001);
    assertThat(haproxy.failedByGateway()).isTrue();
    assertThat(httpd.seconds()).isEqualTo(2.001);
    assertThat(httpd.failedByGateway()).isTrue();
    assertThat(refused.reachedShop()).isFalse();
  }

  @Test
  void anAttemptThatReachedNobodyAndWasOverWhenTheNextOneWasReadIsNotWhatTheShopRead() {
    GatewayLine nobody =
        GatewayLine.parse("1764000002000 503 2000 ms - -1 shop-1-17 \"GET /products HTTP/1.1\"");
    GatewayLine late =
        GatewayLine.parse("1764000002000 504 2000 ms - 0 shop-1-17 \"GET /products HTTP/1.1\"");

    assertThat(nobody.endedBefore(1764000002003L)).isTrue();
    assertThat(nobody.endedBefore(1763999999000L)).as("an earlier attempt").isFalse();
    assertThat(nobody.endedBefore(null)).isFalse();
    assertThat(late.endedBefore(1764000003900L)).as("read after it was given up").isFalse();
  }

  @Test
  void aRequestWithoutConnectionNeverReachedTheShop() {
    GatewayLine line =
        GatewayLine.parse("1764000000.123 504 2.001 504 - shop-1-17 \"GET /products HTTP/1.1\"");

    assertThat(line.reachedShop()).isFalse();
    assertThat(line.failedByGateway()).isFalse();
  }

  @Test
  void theShopsOwn500IsAFailureButNotTheGateways() {
    GatewayLine line =
        GatewayLine.parse("1764000000.123 500 0.012 500 0.001 shop-1-17 \"GET /x HTTP/1.1\"");

    assertThat(line.failed()).isTrue();
    assertThat(line.failedByGateway()).isFalse();
  }

  @Test
  void aResponseThatWasCutIsAFailureWhateverItsStatus() {
    String nginx = "1764000000.123 200 0.012 200 0.001 shop-1-17 \"GET /x HTTP/1.1\" ";
    String haproxy = "1764000000123 200 12 ms - 0 shop-1-17 \"GET /x HTTP/1.1\" ";

    assertThat(GatewayLine.parse(nginx + "81920/122880").failed()).isTrue();
    assertThat(GatewayLine.parse(nginx + "81920/81920").failed()).isFalse();
    assertThat(GatewayLine.parse(nginx + "17/-").failed()).isFalse();
    assertThat(GatewayLine.parse(haproxy + "SD").failed()).isTrue();
    assertThat(GatewayLine.parse(haproxy + "--").failed()).isFalse();
  }

  @Test
  void aVisitorWhoLeftIsNoFailure() {
    GatewayLine line =
        GatewayLine.parse("1764000000.123 499 0.250 - 0.001 shop-1-17 \"GET /x HTTP/1.1\"");

    assertThat(line.failed()).isFalse();
  }

  @Test
  void ignoresWhatIsNotALine() {
    assertThat(GatewayLine.parse("")).isNull();
    assertThat(GatewayLine.parse("2025/11/22 18:00:00 [warn] something")).isNull();
  }
}
