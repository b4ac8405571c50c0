package io.harbinger.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.harbinger.log.Log;
import io.harbinger.watch.Condition;
import io.harbinger.watch.Warning;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExportTest {
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final Log log = new Log(new PrintStream(stderr, true), System::nanoTime, Log.Level.INFO);
  private final Map<String, String> otel = new HashMap<>();
  private Collector collector;
  private Export export;

  @BeforeEach
  void startCollector() throws IOException {
    collector = new Collector();
    otel.put("otel.exporter.otlp.endpoint", collector.endpoint());
    otel.put("otel.bsp.schedule.delay", "10");
  }

  @AfterEach
  void stop() {
    if (export != null) {
      export.close(1_000);
    }
    collector.close();
  }

  @Test
  void aRequestThatTheGatewayGaveUpBecomesATaggedTrace() throws Exception {
    start();
    export.outbox().kept(Examples.givenUp());
    Span server = collector.span();
    assertThat(server.getName()).isEqualTo("GET /orders/{id}");
    assertThat(server.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
    assertThat(hex(server.getTraceId())).isEqualTo("0000000000000abc0000000000000def");
    assertThat(hex(server.getSpanId())).isEqualTo("0000000000000011");
    assertThat(hex(server.getParentSpanId())).isEqualTo("0000000000000022");
    assertThat(server.getTraceState()).isEqualTo("vendor=x");
    assertThat(server.getStartTimeUnixNano()).isEqualTo(Examples.EPOCH);
    assertThat(server.getEndTimeUnixNano()).isEqualTo(Examples.EPOCH + 4 * Examples.SECOND);
    assertThat(server.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(server.getLinksList())
        .extracting(link -> hex(link.getSpanId()))
        .containsExactly("0000000000000033");
    assertThat(Collector.attributes(server.getAttributesList()))
        .containsEntry("harbinger.cause", "timeout.slow_query")
        .containsEntry("harbinger.cause.confidence", "probable")
        .containsEntry("harbinger.cause.share", 0.75)
        .containsEntry("harbinger.cause.detail", "SELECT orders")
        .containsEntry("harbinger.causes", List.of("timeout.pool_undersized=0.25"))
        .containsEntry("harbinger.symptoms", List.of("pool_exhausted"))
        .containsEntry("harbinger.culprit", "GET /report held it")
        .containsEntry(
            "harbinger.evidence", List.of("10 of 10 connections are busy", "p99 is 12 ms"))
        .containsEntry("harbinger.remedy", "Add an index")
        .containsEntry("harbinger.gateway.profile", "nginx")
        .containsEntry("harbinger.gateway.deadline_ms", 3000L)
        .containsEntry("harbinger.gateway.deadline_source", "setting")
        .containsEntry("harbinger.gateway.outcome", "gave_up")
        .containsEntry("harbinger.gateway.status", 504L)
        .containsEntry("harbinger.gateway.hangup_ms", 3001L)
        .containsEntry("harbinger.gateway.hangup_source", "fin")
        .containsEntry("harbinger.queue_ms", 15L)
        .containsEntry("harbinger.ledger.pool_wait_ms", 1000.0)
        .containsEntry("harbinger.ledger.db_ms", 2.5)
        .doesNotContainKey("harbinger.ledger.gc_ms")
        .containsEntry("harbinger.db.calls", 37L)
        .containsEntry("harbinger.db.repeated_calls", 30L)
        .containsEntry("harbinger.kept", "gave_up")
        .containsEntry("error.type", "timeout.slow_query")
        .containsEntry("http.request.method", "GET")
        .containsEntry("http.response.status_code", 200L)
        .containsEntry("http.route", "/orders/{id}")
        .containsEntry("url.path", "/orders/7")
        .containsEntry("url.scheme", "https")
        .containsEntry("url.query", "page=2&access_token=REDACTED")
        .containsEntry("server.address", "shop.example")
        .containsEntry("server.port", 443L)
        .containsEntry("network.peer.address", "127.0.0.1")
        .containsEntry("network.peer.port", 4711L)
        .containsEntry("user_agent.original", "curl/8");
  }

  @Test
  void segmentsBecomeChildrenAndTheOpenOneEndsWithItsRequest() throws Exception {
    start();
    export.outbox().kept(Examples.givenUp());
    Span server = collector.span();
    Span wait = collector.span();
    Span query = collector.span();
    Span call = collector.span();
    assertThat(wait.getName()).isEqualTo("pool wait HikariPool-1");
    assertThat(wait.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_INTERNAL);
    assertThat(wait.getParentSpanId()).isEqualTo(server.getSpanId());
    assertThat(query.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(query.getEndTimeUnixNano()).isEqualTo(server.getEndTimeUnixNano());
    assertThat(Collector.attributes(query.getAttributesList()))
        .containsEntry("db.query.text", "select * from orders where card = ?")
        .containsEntry("db.operation.name", "SELECT")
        .containsEntry("db.system.name", "other_sql");
    assertThat(hex(call.getSpanId())).isEqualTo("0000000000000055");
    assertThat(call.getParentSpanId()).isEqualTo(query.getSpanId());
    assertThat(Collector.attributes(call.getAttributesList()))
        .containsEntry("http.request.method", "GET")
        .containsEntry("server.address", "stock.example")
        .containsEntry("server.port", 8443L)
        .containsEntry("http.response.status_code", 503L)
        .containsEntry("error.type", "503");
  }

  @Test
  void aHealthyExampleHasNoCauseAndNoError() throws Exception {
    start();
    export.outbox().kept(Examples.healthy());
    Span server = collector.span();
    assertThat(server.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
    assertThat(Collector.attributes(server.getAttributesList()))
        .doesNotContainKeys("harbinger.cause", "error.type", "harbinger.gateway.status")
        .containsEntry("harbinger.gateway.outcome", "answered")
        .containsEntry("harbinger.kept", "example");
  }

  @Test
  void anExceptionIsASpanEvent() throws Exception {
    start();
    export.outbox().kept(Examples.failed());
    Span server = collector.span();
    assertThat(Collector.attributes(server.getAttributesList()))
        .containsEntry("error.type", "java.lang.IllegalStateException");
    assertThat(server.getEventsList())
        .singleElement()
        .matches(e -> e.getName().equals("exception"));
    assertThat(Collector.attributes(server.getEvents(0).getAttributesList()))
        .containsEntry("exception.type", "java.lang.IllegalStateException")
        .containsEntry("exception.message", "no")
        .containsEntry("exception.stacktrace", "at a.B");
  }

  @Test
  void anExceptionIsALogRecordWhereAskedFor() throws Exception {
    otel.put("otel.semconv.exception.signal.opt-in", "logs");
    start();
    export.outbox().kept(Examples.failed());
    assertThat(collector.span().getEventsList()).isEmpty();
    assertThat(collector.event().getEventName()).isEqualTo("http.server.request.exception");
  }

  @Test
  void aWarningIsASnapshotAndAnEventOfTheSameTrace() throws Exception {
    otel.put("otel.bsp.schedule.delay", "3600000");
    start();
    export.outbox().warning(Examples.warning(Warning.What.AT_RISK));
    Span snapshot = collector.span();
    LogRecord event = collector.event();
    assertThat(snapshot.getName()).isEqualTo("harbinger.snapshot");
    assertThat(hex(snapshot.getParentSpanId())).isEqualTo("0000000000000011");
    assertThat(snapshot.getSpanId()).isNotEqualTo(snapshot.getParentSpanId());
    assertThat(event.getEventName()).isEqualTo("harbinger.request.at_risk");
    assertThat(event.getTraceId()).isEqualTo(snapshot.getTraceId());
    assertThat(hex(event.getSpanId())).isEqualTo("0000000000000011");
    assertThat(event.getTimeUnixNano()).isEqualTo(Examples.EPOCH + Examples.SECOND);
    assertThat(Collector.attributes(snapshot.getAttributesList()))
        .isEqualTo(Collector.attributes(event.getAttributesList()))
        .containsEntry("harbinger.cause", "timeout.slow_query")
        .containsEntry("harbinger.ledger.pool_wait_ms", 1000.0)
        .containsEntry("jvm.thread.state", "timed_waiting")
        .containsEntry("thread.name", "http-nio-8080-exec-1")
        .containsEntry("thread.id", 42L)
        .containsEntry("db.query.text", "select * from orders where card = ?")
        .hasEntrySatisfying(
            "code.stacktrace", stack -> assertThat(stack).asString().contains("Orders.load"));
  }

  @Test
  void noSpanIdIsSentTwice() throws Exception {
    start();
    export.outbox().warning(Examples.warning(Warning.What.AT_RISK));
    export.outbox().warning(Examples.warning(Warning.What.GAVE_UP));
    export.outbox().kept(Examples.givenUp());
    export.close(5_000);
    assertThat(collector.spans).hasSize(6).extracting(Span::getSpanId).doesNotHaveDuplicates();
    assertThat(collector.events)
        .extracting(LogRecord::getEventName)
        .containsExactly("harbinger.request.at_risk", "harbinger.request.gave_up");
  }

  @Test
  void aConditionIsAnEventWithTheTimeLeft() throws Exception {
    start();
    export
        .outbox()
        .condition(
            new Condition(
                "timeout.pool_undersized", "pool:P", true, 9, 10, 12.5, "fills", Examples.EPOCH));
    LogRecord event = collector.event();
    assertThat(event.getEventName()).isEqualTo("harbinger.condition.started");
    assertThat(event.getBody().getStringValue()).isEqualTo("fills");
    assertThat(Collector.attributes(event.getAttributesList()))
        .containsEntry("harbinger.cause", "timeout.pool_undersized")
        .containsEntry("harbinger.resource", "pool:P")
        .containsEntry("harbinger.level", 9.0)
        .containsEntry("harbinger.limit", 10.0)
        .containsEntry("harbinger.time_to_exhaustion_s", 12.5);
  }

  @Test
  void sendsHeadersGzipAndTheResource() throws Exception {
    otel.put("otel.exporter.otlp.compression", "gzip");
    otel.put("otel.exporter.otlp.headers", "api-key=sesame");
    otel.put("otel.resource.attributes", "deployment.environment.name=prod,service.name=x");
    otel.put("otel.service.name", "shop");
    start();
    export.outbox().kept(Examples.healthy());
    collector.span();
    assertThat(collector.headers.get(0))
        .containsEntry("Api-key", List.of("sesame"))
        .containsEntry("Content-encoding", List.of("gzip"))
        .containsEntry("Content-type", List.of("application/x-protobuf"));
    assertThat(Collector.attributes(collector.resources.get(0).getAttributesList()))
        .containsEntry("service.name", "shop")
        .containsEntry("deployment.environment.name", "prod")
        .containsEntry("telemetry.distro.name", "harbinger")
        .containsEntry("telemetry.distro.version", "1.2.3")
        .containsEntry("telemetry.sdk.language", "java")
        .containsKeys("service.instance.id", "process.pid", "host.name", "os.type")
        .containsEntry("process.pid", ProcessHandle.current().pid());
  }

  @Test
  void cutsLongValuesWhereAsked() throws Exception {
    otel.put("otel.attribute.value.length.limit", "6");
    start();
    export.outbox().kept(Examples.givenUp());
    assertThat(Collector.attributes(collector.span().getAttributesList()))
        .containsEntry("harbinger.remedy", "Add an");
  }

  @Test
  void aRefusingCollectorIsSaidOnce() throws Exception {
    otel.put("otel.metrics.exporter", "none");
    collector.answer = exchange -> exchange.sendResponseHeaders(400, -1);
    start();
    export.outbox().kept(Examples.healthy());
    Collector.arrived(collector.requests);
    export.outbox().kept(Examples.healthy());
    Collector.arrived(collector.requests);
    export.close(5_000);
    assertThat(stderr.toString(StandardCharsets.UTF_8))
        .startsWith("harbinger: warn: traces do not arrive at " + collector.endpoint())
        .contains("HTTP status 400")
        .hasLineCount(1);
    assertThat(export.lost().sum()).isEqualTo(8);
  }

  @Test
  void triesAgainWhenTheCollectorIsBusy() throws Exception {
    collector.answer = exchange -> exchange.sendResponseHeaders(503, -1);
    start();
    export.outbox().kept(Examples.healthy());
    Collector.arrived(collector.requests);
    collector.answer = Collector.OK;
    assertThat(collector.span().getName()).isEqualTo("GET /orders/{id}");
    assertThat(export.lost().sum()).isZero();
    assertThat(stderr.size()).isZero();
  }

  @Test
  void aCollectorThatHangsHoldsUpNobody() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    collector.answer =
        exchange -> {
          try {
            end.await(50, TimeUnit.SECONDS);
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
        };
    otel.put("otel.bsp.max.queue.size", "3");
    start();
    export.outbox().kept(Examples.healthy());
    Collector.arrived(collector.requests);
    long before = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      export.outbox().kept(Examples.healthy());
      export.outbox().warning(Examples.warning(Warning.What.AT_RISK));
    }
    export.close(200);
    assertThat((System.nanoTime() - before) / 1e9).isLessThan(10);
    assertThat(export.lost().sum()).isGreaterThan(1_000);
    end.countDown();
  }

  @Test
  void nonsenseInsteadOfAnAnswerIsSaidOnce() throws Exception {
    try (NonsenseServer nonsense = new NonsenseServer()) {
      otel.put("otel.exporter.otlp.endpoint", nonsense.endpoint());
      otel.put("otel.exporter.otlp.timeout", "500");
      start();
      export.outbox().kept(Examples.healthy());
      nonsense.answered.await();
      export.close(5_000);
    }
    assertThat(stderr.toString(StandardCharsets.UTF_8))
        .contains("traces do not arrive at")
        .hasLineCount(1);
  }

  @Test
  void nothingLeavesWhenSwitchedOff() {
    otel.put("otel.sdk.disabled", "true");
    otel.put("otel.metric.export.interval", "1");
    start();
    export.outbox().kept(Examples.healthy());
    export.outbox().warning(Examples.warning(Warning.What.AT_RISK));
    export.close(5_000);
    assertThat(collector.requests).isEmpty();
    assertThat(export.lost().sum()).isZero();
  }

  private void start() {
    ExportSettings settings = ExportSettings.of(otel, ExportTest::pairs, "1.2.3", "detected");
    export = Export.start(settings, log);
  }

  private static Map<String, String> pairs(String written) {
    Map<String, String> pairs = new HashMap<>();
    for (String pair : written.isEmpty() ? new String[0] : written.split(",")) {
      pairs.put(pair.split("=")[0], pair.split("=")[1]);
    }
    return pairs;
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
