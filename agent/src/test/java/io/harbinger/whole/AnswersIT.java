package io.harbinger.whole;

import static io.harbinger.whole.Received.tags;
import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.gateway.Profile;
import io.harbinger.gateway.Profiles;
import io.harbinger.whole.gateway.RealGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real gateways in front: answers that they do not take, and answers that end before their end. */
class AnswersIT {
  @ParameterizedTest
  @ValueSource(strings = {"nginx", "haproxy", "httpd", "envoy"})
  void saysWhatBecameOfABadAnswer(String profile) throws Exception {
    RealGateway.assumeInstalled(profile);
    Profile known = Profiles.named(profile);
    int limit = known.responseHeaderBytes;
    List<String> options =
        Origin.agent(
            "harbinger.gateway.profile=" + profile,
            "harbinger.watch.examples=0",
            "otel.bsp.schedule.delay=100");
    options.add("-Dshop.maxHttpResponseHeaderSize=" + 4 * limit);
    try (Received received = new Received()) {
      options.add("-Dotel.exporter.otlp.endpoint=" + received.endpoint());
      Origin origin = Origin.start(options);
      List<Visit> good = new ArrayList<>();
      try (RealGateway gateway = RealGateway.start(profile, origin.port)) {
        for (int i = 0; i < gateway.ports.size(); i++) {
          boolean shared = gateway.ways.get(i).http2();
          int port = gateway.ports.get(i);
          Visit small = Visit.through(port, "GET", "/shop/basket?bytes=" + limit / 2);
          assertThat(small.status()).isEqualTo(200);
          good.add(small);

          Visit large = Visit.through(port, "GET", "/shop/basket?bytes=" + limit * 3 / 2);
          int got = large.status();
          if (!shared) {
            assertThat(got).as(profile + " " + large).isEqualTo(known.statusRefusedResponse);
            assertThat(tags(received.server(large)))
                .as(profile + " " + large)
                .containsEntry("harbinger.cause", "response.header_too_large")
                .containsEntry("harbinger.gateway.outcome", "refused_response")
                .containsEntry("harbinger.gateway.status", (long) got)
                .containsEntry("http.response.status_code", 200L)
                .hasEntrySatisfying(
                    "harbinger.cause.detail",
                    detail -> assertThat(detail.toString()).startsWith("X-Basket"));
          }

          Visit half = Visit.through(port, "GET", "/shop/half");
          assertThat(half.answer()).doesNotContain("half".repeat(2));
          // a shared stream the gateway takes back at once, which is not always told
          if (!shared) {
            assertThat(tags(received.server(half)))
                .as(profile + " " + half)
                .containsEntry("harbinger.cause", "response.truncated")
                .containsEntry("harbinger.cause.confidence", "certain")
                .containsEntry("harbinger.gateway.outcome", "reset");
          }

          Visit broken = Visit.through(port, "GET", "/shop/broken");
          broken.answer();
          Map<String, Object> tags = tags(received.server(broken));
          assertThat(tags)
              .as(profile + " " + broken)
              .containsEntry("harbinger.cause", "code.exception")
              .containsEntry("harbinger.gateway.outcome", "reset");
          assertThat(tags.get("harbinger.symptoms").toString()).contains("response_truncated");
        }
        assertThat(origin.says("answers with a header of")).contains("GET /shop/basket");
      }
      origin.stop();
      received.drain();
      for (Visit visit : good) {
        assertThat(received.of(visit)).isEmpty();
      }
    }
  }

  /** Tomcat takes many visitors who leave for an attack, and closes the whole connection. */
  @Test
  void whatElseRunsOnAConnectionThatTheServerClosesIsReset() throws Exception {
    RealGateway.assumeInstalled("envoy");
    try (Received received = new Received()) {
      Origin origin =
          Origin.start(
              Origin.agent(
                  "harbinger.gateway.profile=envoy",
                  "otel.exporter.otlp.endpoint=" + received.endpoint(),
                  "otel.bsp.schedule.delay=100"));
      try (RealGateway gateway = RealGateway.start("envoy", origin.port)) {
        int shared = gateway.ports.get(gateway.ports.size() - 1);
        Visit running = Visit.through(shared, "GET", "/shop/wait");
        List<Visit> leavers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          leavers.add(Visit.through(shared, "GET", "/shop/wait"));
        }
        for (Visit leaver : leavers) {
          leaver.givesUpAfter(200);
        }
        assertThat(running.status()).isEqualTo(503);
        assertThat(Visit.to(origin, "/shop/release").status()).isEqualTo(200);
        assertThat(tags(received.server(running)))
            .containsEntry("harbinger.gateway.outcome", "reset")
            .containsEntry("harbinger.gateway.status", 503L)
            .hasEntrySatisfying(
                "harbinger.remedy",
                remedy -> assertThat(remedy.toString()).contains("overheadResetFactor"));
      }
      origin.stop();
    }
  }
}
