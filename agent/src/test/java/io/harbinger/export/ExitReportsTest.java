package io.harbinger.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.cause.Confidence;
import io.harbinger.cause.Finding;
import io.harbinger.log.Log;
import io.harbinger.watch.KeptRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExitReportsTest {
  private static final PreviousExit EXIT =
      new PreviousExit(
          "shop",
          "one",
          4711,
          new Finding(
              "process.killed",
              1,
              Confidence.PROBABLE,
              1,
              null,
              null,
              null,
              List.of("It ended."),
              "Find who did it."),
          Examples.EPOCH,
          61.5,
          3,
          "the process before ended");

  private final Log log =
      new Log(new PrintStream(new ByteArrayOutputStream()), System::nanoTime, Log.Level.INFO);
  private final Map<String, String> otel = new HashMap<>();
  private Collector collector;
  private Export export;

  @BeforeEach
  void start() throws IOException {
    collector = new Collector();
    otel.put("otel.exporter.otlp.endpoint", collector.endpoint());
    otel.put("otel.exporter.otlp.timeout", "2000");
    otel.put("otel.service.name", "shop of today");
  }

  @AfterEach
  void stop() {
    export.close(1_000);
    collector.close();
  }

  @Test
  void theEventCarriesTheCauseInTheNameOfTheDeadProcess() throws Exception {
    assertThat(reports().event(EXIT)).isEqualTo(Arrival.ARRIVED);
    LogRecord event = collector.event();
    assertThat(event.getEventName()).isEqualTo("harbinger.previous_exit");
    assertThat(event.getBody().getStringValue()).isEqualTo("the process before ended");
    assertThat(event.getTimeUnixNano()).isEqualTo(Examples.EPOCH);
    assertThat(Collector.attributes(event.getAttributesList()))
        .containsEntry("harbinger.cause", "process.killed")
        .containsEntry("harbinger.cause.confidence", "probable")
        .containsEntry("harbinger.evidence", List.of("It ended."))
        .containsEntry("harbinger.remedy", "Find who did it.")
        .containsEntry("harbinger.previous_exit.requests", 3L)
        .containsEntry("harbinger.previous_exit.uptime_s", 61.5);
  }

  @Test
  void spansHaveTheResourceOfTheDeadProcess() throws Exception {
    assertThat(reports().spans(EXIT, cut())).isEqualTo(Arrival.ARRIVED);
    Span span = collector.span();
    assertThat(span.getName()).isEqualTo("GET /orders/{id}");
    assertThat(Collector.attributes(collector.resources.get(0).getAttributesList()))
        .containsEntry("service.name", "shop")
        .containsEntry("service.instance.id", "one")
        .containsEntry("process.pid", 4711L);
  }

  @Test
  void isRefusedWhenTheCollectorSaysSoOrIsNotThere() throws Exception {
    collector.answer = exchange -> exchange.sendResponseHeaders(400, -1);
    assertThat(reports().spans(EXIT, cut())).isEqualTo(Arrival.REFUSED);
    export.close(1_000);
    collector.close();
    assertThat(reports().event(EXIT)).isEqualTo(Arrival.REFUSED);
  }

  @Test
  void isUncertainWhenTheConnectionBreaksAfterItWasSent() {
    collector.answer = exchange -> exchange.close();
    assertThat(reports().spans(EXIT, cut())).isEqualTo(Arrival.UNCERTAIN);
  }

  @Test
  void theLastPostLeavesWhole() throws Exception {
    LastPost post = reports().lastPost();
    long deadline = System.nanoTime() + 10_000_000_000L;
    assertThat(post.knock(deadline)).isTrue();
    List<byte[]> cut = List.of(post.encoded(EXIT, cut().get(0)), post.encoded(EXIT, cut().get(0)));
    assertThat(post.post(cut, post.encoded(EXIT), deadline)).isTrue();
    assertThat(collector.event().getEventName()).isEqualTo("harbinger.previous_exit");
    assertThat(collector.span().getName()).isEqualTo("GET /orders/{id}");
    assertThat(Collector.attributes(collector.resources.get(0).getAttributesList()))
        .containsEntry("service.instance.id", "one");
  }

  @Test
  void thereIsNoLastPostWhereTheCollectorDoesNotTakeOneOrSpeaksOtherwise() {
    collector.answer = exchange -> exchange.sendResponseHeaders(404, -1);
    long deadline = System.nanoTime() + 10_000_000_000L;
    assertThat(reports().lastPost().knock(deadline)).isFalse();
    export.close(1_000);
    otel.put("otel.exporter.otlp.protocol", "grpc");
    assertThat(reports().lastPost()).isNull();
  }

  @Test
  void nobodyWantsWhatIsSwitchedOff() {
    otel.put("otel.sdk.disabled", "true");
    assertThat(reports().event(EXIT)).isEqualTo(Arrival.ARRIVED);
    assertThat(reports().spans(EXIT, cut())).isEqualTo(Arrival.ARRIVED);
    assertThat(collector.requests).isEmpty();
  }

  private ExitReports reports() {
    export =
        Export.start(ExportSettings.of(otel, text -> Collections.emptyMap(), "1", "detected"), log);
    return export.exitReports();
  }

  private static List<KeptRequest> cut() {
    return List.of(Examples.givenUp());
  }
}
