package io.harbinger.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.log.Log;
import io.harbinger.timeline.HeaderStudy;
import io.harbinger.timeline.StudiedHeaders;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecognitionTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Recognition recognition =
      new Recognition(Map.of(), new Log(new PrintStream(said, true), () -> 0, Log.Level.INFO));
  private final HeaderStudy study = new HeaderStudy();

  @Test
  void recognisesAGatewayByTheHeadersThatItAdds() {
    assertThat(after(8, "HTTP/1.1", "x-amzn-trace-id", "Root=1", "x-forwarded-port", "443"))
        .isEqualTo("alb");
    assertThat(said.toString())
        .containsOnlyOnce("recognised the gateway alb in 8 of 8 requests with a sign")
        .contains("60000 ms from alb");
  }

  @Test
  void recognisesEachByItsOwn() {
    assertThat(kind("HTTP/1.1", "cf-ray", "8f0-FRA")).isEqualTo("cloudflare");
    assertThat(kind("HTTP/1.1", "via", "1.1 google")).isEqualTo("gcp");
    assertThat(kind("HTTP/1.1", "via", "1.1 vegur")).isEqualTo("heroku");
    assertThat(kind("HTTP/1.1", "x-appgw-trace-id", "ac3")).isEqualTo("azure");
    assertThat(kind("HTTP/1.1", "x-envoy-attempt-count", "1")).isEqualTo("envoy");
    assertThat(
            kind(
                "HTTP/1.1",
                "x-envoy-attempt-count",
                "1",
                "x-forwarded-client-cert",
                "By=spiffe://cluster.local/ns/shop"))
        .isEqualTo("istio");
    assertThat(
            kind("HTTP/1.1", "x-forwarded-scheme", "http", "x-scheme", "http", "x-real-ip", "::1"))
        .isEqualTo("ingress-nginx");
    assertThat(
            kind("HTTP/1.1", "x-forwarded-server", "a", "x-forwarded-port", "80", "x-real-ip", "b"))
        .isEqualTo("traefik");
    assertThat(kind("HTTP/1.1", "x-forwarded-server", "a", "x-forwarded-host", "b"))
        .isEqualTo("httpd");
    assertThat(kind("HTTP/1.1", "x-varnish", "32770")).isEqualTo("varnish");
    assertThat(kind("HTTP/1.0", "connection", "close", "host", "shop", "user-agent", "x"))
        .isEqualTo("nginx-before-1.29.7");
  }

  @Test
  void healthChecksAndCallsFromInsideDoNotVote() {
    for (int i = 0; i < 100; i++) {
      assertThat(request("HTTP/1.0", "connection", "close")).isNull();
      assertThat(request("HTTP/1.1", "host", "shop", "user-agent", "kube-probe/1.30")).isNull();
    }
    assertThat(after(8, "HTTP/1.1", "cf-ray", "8f0-FRA")).isEqualTo("cloudflare");
  }

  @Test
  void aFewOthersChangeNothing() {
    request("HTTP/1.1", "cf-ray", "forged");
    assertThat(after(7, "HTTP/1.1", "via", "1.1 google")).isEqualTo("gcp");
  }

  @Test
  void decidesOnceAndStopsAsking() {
    after(8, "HTTP/1.1", "via", "1.1 google");

    for (int i = 0; i < 100; i++) {
      assertThat(recognition.tick(study)).isNull();
      assertThat(StudiedHeaders.wanted(study)).isFalse();
    }
  }

  @Test
  void keepsTheProfileWhenRequestsDoNotAgree() {
    for (int i = 0; i < 40; i++) {
      String[] header = i % 2 == 0 ? new String[] {"cf-ray", "1"} : new String[] {"via", "google"};
      assertThat(request("HTTP/1.1", header)).isNull();
    }
    assertThat(said.toString()).contains("through different gateways");
  }

  @Test
  void ordersAChainFromTheVisitorToUs() {
    Chain chain = null;
    for (int i = 0; i < 8; i++) {
      chain =
          request(
              "HTTP/1.0",
              "connection",
              "close",
              "host",
              "shop",
              "user-agent",
              "x",
              "x-amzn-trace-id",
              "Root=1",
              "x-forwarded-port",
              "443",
              "cf-ray",
              "1");
    }

    assertThat(chain.nearest.name).isEqualTo("nginx-before-1.29.7");
    assertThat(chain.strictest.deadlineMillis()).isEqualTo(60_000);
    assertThat(said.toString())
        .contains("cloudflare in front of alb in front of nginx-before-1.29.7");
  }

  private String kind(String protocol, String... headers) {
    Recognition own =
        new Recognition(Map.of(), new Log(new PrintStream(said), () -> 0, Log.Level.OFF));
    Chain chain = null;
    own.tick(study);
    for (int i = 0; i < 8; i++) {
      StudiedHeaders.one(study, protocol, headers);
      chain = own.tick(study);
    }
    return chain == null ? null : chain.nearest.name;
  }

  private String after(int requests, String protocol, String... headers) {
    Chain chain = null;
    for (int i = 0; i < requests; i++) {
      assertThat(chain).isNull();
      chain = request(protocol, headers);
    }
    return chain == null ? null : chain.nearest.name;
  }

  private Chain request(String protocol, String... headers) {
    recognition.tick(study);
    StudiedHeaders.one(study, protocol, headers);
    return recognition.tick(study);
  }
}
