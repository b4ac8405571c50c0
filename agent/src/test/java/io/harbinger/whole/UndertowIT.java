package io.harbinger.whole;

import static io.harbinger.whole.Received.tags;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sample.UndertowMain;

/** The packaged agent in an application on each Undertow, as it is shipped. */
@ParameterizedClass
@MethodSource("versions")
class UndertowIT {
  private static final int DEADLINE_MILLIS = 3_000;

  private static Received received;
  private static Origin origin;

  @Parameter(0)
  String java;

  @Parameter(1)
  String version;

  static Stream<Arguments> versions() {
    return Origin.javas()
        .flatMap(
            java ->
                Stream.of("undertow-2.2", "undertow-2.3")
                    .filter(version -> new Libraries(version, null).runOn(java))
                    .map(version -> Arguments.of(java, version)));
  }

  @BeforeParameterizedClassInvocation
  static void start(String java, String version) throws Exception {
    received = new Received();
    origin =
        Origin.start(
            java,
            new Libraries(version, null),
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

  @Test
  void namesTheRaceBeforeAnyFailure() throws Exception {
    LogRecord race = received.lint("keepalive_race", "server:" + origin.port);
    assertThat(tags(race))
        .containsEntry("harbinger.cause", "timeout.keepalive_race")
        .containsEntry("harbinger.gateway.profile", "nginx")
        .containsEntry("harbinger.level", 60_000.0)
        .containsEntry("harbinger.limit", 60_000.0);
    assertThat(tags(race).get("harbinger.remedy").toString())
        .contains("server.undertow.no-request-timeout=75s", "NO_REQUEST_TIMEOUT, 75000");
    assertThat(origin.says("closes idle connections")).contains("Undertow on port " + origin.port);
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
      assertThat(received.of(visit))
          // on a busy machine the hand-over to a worker is long enough for a span of its own
          .filteredOn(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
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

  @Test
  void warnsOfARequestThatNoWorkerHasTakenYet() throws Exception {
    List<Visit> busy = new ArrayList<>();
    // one more than threads: it does not matter which of them are read first
    for (int i = 0; i <= UndertowMain.THREADS; i++) {
      busy.add(Visit.to(origin, "/shop/pages/pause?millis=8000"));
    }
    received.condition("harbinger.condition.started", "workers:XNIO-1 task");
    Visit queued = Visit.to(origin, "/shop/pages/hello");
    Map<String, Object> warning = tags(received.event(queued, "harbinger.request.at_risk"));
    assertThat((double) warning.get("harbinger.ledger.worker_queue_ms")).isGreaterThan(500);
    queued.givesUpAfter(DEADLINE_MILLIS);
    received.event(queued, "harbinger.request.gave_up");
    for (Visit visit : busy) {
      visit.answer();
    }
    assertThat(tags(received.server(queued)))
        .containsEntry("harbinger.gateway.outcome", "gave_up")
        .hasEntrySatisfying(
            "harbinger.symptoms",
            symptoms -> assertThat(symptoms.toString()).contains("workers_exhausted"))
        .hasEntrySatisfying(
            "harbinger.ledger.worker_queue_ms",
            millis -> assertThat((double) millis).isGreaterThan(DEADLINE_MILLIS));
  }
}
