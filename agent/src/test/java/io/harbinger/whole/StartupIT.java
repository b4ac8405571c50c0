package io.harbinger.whole;

import static io.harbinger.whole.Received.tags;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
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

      List<Map<String, Object>> both =
          List.of(tags(received.server(first)), tags(received.server(second)));
      assertThat(both)
          .allSatisfy(one -> assertThat(one).containsEntry("harbinger.cause", "lifecycle.startup"))
          .allSatisfy(one -> assertThat(one.toString()).contains("The process is"))
          // two threads take them at the same time
          .extracting(one -> one.get("harbinger.cause.detail"))
          .containsExactlyInAnyOrder(
              "starting a servlet", "waiting for a thread that is starting a servlet");
      Span beside = received.server(slow);
      assertThat(tags(beside)).containsEntry("harbinger.cause", "timeout.slow_query");
      origin.stop();
    }
  }
}
