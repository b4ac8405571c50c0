package io.harbinger.whole;

import static io.harbinger.whole.Received.tags;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sample.UndertowMain;

/** The packaged agent in an application on each Undertow, as it is shipped. */
@ParameterizedClass
@MethodSource("versions")
class UndertowIT extends EmbeddedServer {
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
    start(java, new Libraries(version, null));
  }

  /** On a busy machine the hand-over to a worker is long enough for a span of its own. */
  @Override
  List<Span> spansOfHealthy(Visit visit) {
    return received.of(visit).stream()
        .filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
        .collect(Collectors.toList());
  }

  @Test
  void namesTheRaceBeforeAnyFailure() throws Exception {
    assertRace(
        "Undertow", 60_000, "server.undertow.no-request-timeout=75s", "NO_REQUEST_TIMEOUT, 75000");
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
