package io.harbinger.whole;

import static io.harbinger.whole.Received.tags;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;

/** What holds of an application on every server that is embedded, as it is shipped. */
abstract class EmbeddedServer {
  static final int DEADLINE_MILLIS = 3_000;

  static Received received;
  static Origin origin;

  static void start(String java, Libraries libraries) throws Exception {
    received = new Received();
    origin =
        Origin.start(
            java,
            libraries,
            Origin.agent(
                "harbinger.gateway.profile=nginx",
                "harbinger.gateway.deadline=" + DEADLINE_MILLIS + "ms",
                "harbinger.watch.examples=0",
                "otel.exporter.otlp.endpoint=" + received.endpoint(),
                "otel.bsp.schedule.delay=100"));
    Visit.to(origin, "/shop/pages/hello").answer();
  }

  @AfterParameterizedClassInvocation
  static void stop() throws Exception {
    origin.stop();
    received.close();
  }

  /** Those that a healthy request may leave. */
  List<Span> spansOfHealthy(Visit visit) {
    return received.of(visit);
  }

  /**
   * @param server as the log calls it
   * @param millis for which it keeps an idle connection
   * @param remedy how its users set that
   */
  static void assertRace(String server, double millis, String... remedy) throws Exception {
    LogRecord race = received.lint("keepalive_race", "server:" + origin.port);
    assertThat(tags(race))
        .containsEntry("harbinger.cause", "timeout.keepalive_race")
        .containsEntry("harbinger.gateway.profile", "nginx")
        .containsEntry("harbinger.level", millis)
        .containsEntry("harbinger.limit", 60_000.0);
    assertThat(tags(race).get("harbinger.remedy").toString()).contains(remedy);
    assertThat(origin.says("closes idle connections")).contains(server + " on port " + origin.port);
  }

  @Test
  void makesNoSpanOfHealthyRequests() throws Exception {
    List<Visit> healthy = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Visit visit = Visit.to(origin, i % 4 == 0 ? "/shop/pages/async" : "/shop/pages/hello");
      assertThat(visit.status()).isEqualTo(200);
      healthy.add(visit);
    }
    Visit kept = Visit.sampled(origin, "/shop/pages/async");
    assertThat(kept.answer()).endsWith("later");
    assertThat(tags(received.server(kept)))
        .containsEntry("http.response.status_code", 200L)
        .containsEntry("http.response.body.size", 5L)
        .doesNotContainKey("harbinger.cause");
    for (Visit visit : healthy) {
      // a stop of this process makes a suspect of a request, which is cleared of it
      assertThat(spansOfHealthy(visit))
          .allMatch(span -> "example".equals(tags(span).get("harbinger.kept")))
          .noneMatch(span -> tags(span).containsKey("harbinger.cause"));
    }
  }

  @Test
  void tellsTheExceptionThatTheContainerCaught() throws Exception {
    Visit boom = Visit.to(origin, "/shop/pages/boom");
    assertThat(boom.status()).isEqualTo(500);
    Span span = received.server(boom);
    assertThat(span.getParentSpanId()).isNotNull();
    assertThat(tags(span))
        .containsEntry("http.request.method", "GET")
        .containsEntry("url.path", "/shop/pages/boom")
        .containsEntry("http.response.status_code", 500L)
        .containsEntry("harbinger.cause", "code.exception")
        .containsEntry("server.address", "shop")
        .containsEntry("client.address", "127.0.0.1");
    assertThat(tags(span).get("harbinger.cause.detail").toString())
        .contains("IllegalStateException");
  }

  @Test
  void seesWhatReachesNoServlet() throws Exception {
    Visit nowhere = Visit.sampled(origin, "/nowhere");
    assertThat(nowhere.status()).isEqualTo(404);
    assertThat(tags(received.server(nowhere)))
        .containsEntry("url.path", "/nowhere")
        .containsEntry("http.response.status_code", 404L)
        .doesNotContainKey("harbinger.cause");
  }

  @Test
  void tellsAnAsynchronousRequestThatTimedOut() throws Exception {
    Visit timeout = Visit.to(origin, "/shop/pages/timeout");
    assertThat(timeout.status()).isEqualTo(500);
    assertThat(tags(received.server(timeout)))
        .containsEntry("url.path", "/shop/pages/timeout")
        .containsEntry("http.response.status_code", 500L)
        .containsEntry("harbinger.gateway.outcome", "answered");
  }

  @Test
  void warnsOfARequestThatTheGatewayWillGiveUp() throws Exception {
    Visit waiting = Visit.to(origin, "/shop/pages/wait");
    received.event(waiting, "harbinger.request.at_risk");
    waiting.givesUpAfter(DEADLINE_MILLIS);
    received.event(waiting, "harbinger.request.gave_up");
    Visit.to(origin, "/shop/pages/release").answer();
    assertThat(tags(received.server(waiting)))
        .containsEntry("url.path", "/shop/pages/wait")
        .containsEntry("http.response.status_code", 200L)
        .containsEntry("harbinger.gateway.outcome", "gave_up")
        .containsEntry("harbinger.gateway.status", 504L);
  }
}
