package io.harbinger.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.log.Log;
import io.harbinger.watch.Warning;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okhttp3.Protocol;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GrpcTest {
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final Map<String, String> otel = new HashMap<>();
  private final MockWebServer server = new MockWebServer();
  private Export export;

  @BeforeEach
  void start() throws Exception {
    server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    server.start(InetAddress.getByName("127.0.0.1"), 0);
    otel.put("otel.exporter.otlp.endpoint", "http://127.0.0.1:" + server.getPort());
    otel.put("otel.exporter.otlp.protocol", "grpc");
    otel.put("otel.metrics.exporter", "none");
    otel.put("otel.bsp.schedule.delay", "10");
    Log log = new Log(new PrintStream(stderr, true), System::nanoTime, Log.Level.INFO);
    export = Export.start(ExportSettings.of(otel, text -> Map.of(), "1", "shop"), log);
  }

  @AfterEach
  void stop() {
    export.close(1_000);
    server.close();
  }

  @Test
  void spansArriveByGrpc() throws Exception {
    server.enqueue(answer("0"));
    export.outbox().kept(Examples.givenUp());
    RecordedRequest request = server.takeRequest();
    assertThat(request.getTarget())
        .isEqualTo("/opentelemetry.proto.collector.trace.v1.TraceService/Export");
    assertThat(
            ExportTraceServiceRequest.parseFrom(message(request))
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpans(0)
                .getName())
        .isEqualTo("GET /orders/{id}");
    export.close(20_000);
    assertThat(export.lost().sum()).isZero();
  }

  @Test
  void eventsArriveByGrpc() throws Exception {
    server.enqueue(answer("0"));
    server.enqueue(answer("0"));
    export.outbox().warning(Examples.warning(Warning.What.GAVE_UP));
    RecordedRequest request = server.takeRequest();
    assertThat(
            ExportLogsServiceRequest.parseFrom(message(request))
                .getResourceLogs(0)
                .getScopeLogs(0)
                .getLogRecords(0)
                .getEventName())
        .isEqualTo("harbinger.request.gave_up");
  }

  @Test
  void aRefusalIsSaidOnce() throws Exception {
    server.enqueue(answer("16"));
    export.outbox().kept(Examples.givenUp());
    server.takeRequest();
    export.close(20_000);
    assertThat(stderr.toString()).contains("gRPC status UNAUTHENTICATED").hasLineCount(1);
  }

  private static MockResponse answer(String status) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "application/grpc")
        .body(new Buffer().write(new byte[5]))
        .trailers(Headers.of("grpc-status", status))
        .build();
  }

  /** After the five bytes that frame it. */
  private static byte[] message(RecordedRequest request) {
    byte[] body = request.getBody().toByteArray();
    return java.util.Arrays.copyOfRange(body, 5, body.length);
  }
}
