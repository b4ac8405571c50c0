package io.harbinger.whole;

import static io.harbinger.whole.Received.tags;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A heap that is full for good: the agent speaks although nobody gets memory. */
class HeapExhaustedIT {

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseParallelGC", "-XX:+UseG1GC"})
  void saysOfARequestInAFullHeapThatTheGatewayGaveUp(String collector) throws Exception {
    try (Received received = new Received()) {
      List<String> options =
          Origin.agent(
              "harbinger.gateway.deadline=3s",
              "otel.exporter.otlp.endpoint=" + received.endpoint());
      options.add(collector);
      options.add("-XX:-UseGCOverheadLimit");
      Origin origin = Origin.start(Origin.running(), Libraries.JAVAX, options);
      try {
        Visit.to(origin, "/shop/hello").answer();
        Visit hoarder = Visit.to(origin, "/shop/hoard");
        LogRecord gaveUp = received.event(hoarder, "harbinger.request.gave_up");
        assertThat(tags(gaveUp))
            .containsEntry("harbinger.cause", "overload.heap_exhausted")
            .containsEntry("harbinger.gateway.outcome", "gave_up")
            .containsEntry("harbinger.gateway.status", 504L);
        assertThat(tags(gaveUp).get("harbinger.evidence").toString())
            .contains("MiB are still in use after a collection");
        hoarder.close();
      } finally {
        origin.process.destroyForcibly();
      }
    }
  }
}
