package io.harbinger.whole;

import static io.harbinger.whole.Received.tags;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The first visitor of a page that was not made ready with the application. */
class StartupIT {
  private static final int DEADLINE_MILLIS = 3_000;

  static java.util.stream.Stream<String> javas() {
    return Origin.javas();
  }

  @ParameterizedTest
  @MethodSource("javas")
  void blamesTheStartAndNotTheStatementBesideIt(String java) throws Exception {
    try (Received received = new Received()) {
      Origin origin =
          Origin.start(
              java,
              Libraries.newest(java),
              Origin.agent(
                  "harbinger.gateway.deadline=" + DEADLINE_MILLIS + "ms",
                  "otel.exporter.otlp.endpoint=" + received.endpoint(),
                  "otel.bsp.schedule.delay=100"));
      Visit first = Visit.to(origin, "/lazy/page");
      Visit second = Visit.to(origin, "/lazy/page");
      Visit slow = Visit.to(origin, "/shop/hang");
      first.givesUpAfter(DEADLINE_MILLIS);
      second.givesUpAfter(DEADLINE_MILLIS);
      slow.givesUpAfter(DEADLINE_MILLIS);
      for (Visit visit : new Visit[] {first, second, slow}) {
        received.event(visit, "harbinger.request.gave_up");
      }
      assertThat(Visit.to(origin, "/shop/release").status()).isEqualTo(200);

      Map<String, Object> starting = tags(received.server(first));
      assertThat(starting).containsEntry("harbinger.cause", "lifecycle.startup");
      assertThat(starting).containsEntry("harbinger.cause.detail", "starting a servlet");
      assertThat(starting.get("harbinger.evidence").toString()).contains("The process is");
      Map<String, Object> waiting = tags(received.server(second));
      assertThat(waiting).containsEntry("harbinger.cause", "lifecycle.startup");
      Span beside = received.server(slow);
      assertThat(tags(beside)).containsEntry("harbinger.cause", "timeout.slow_query");
      origin.stop();
    }
  }
}
