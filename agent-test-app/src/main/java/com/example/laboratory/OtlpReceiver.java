package com.example.laboratory;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** Receives OTLP over http/protobuf, notes when each piece came in and files it. */
final class OtlpReceiver implements AutoCloseable {

  private static final byte[] NO_PROBLEM_SPANS =
      ExportTraceServiceResponse.getDefaultInstance().toByteArray();
  private static final byte[] NO_PROBLEM_LOGS =
      ExportLogsServiceResponse.getDefaultInstance().toByteArray();
  private static final byte[] NO_PROBLEM_METRICS =
      ExportMetricsServiceResponse.getDefaultInstance().toByteArray();

  private final Accounts accounts;
  private final HttpServer server;

  OtlpReceiver(Accounts accounts) throws IOException {
    this.accounts = accounts;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 100);
    server.createContext(
        "/v1/traces", exchange -> receive(exchange, this::spans, NO_PROBLEM_SPANS));
    server.createContext("/v1/logs", exchange -> receive(exchange, this::events, NO_PROBLEM_LOGS));
    server.createContext(
        "/v1/metrics", exchange -> receive(exchange, (body, at) -> {}, NO_PROBLEM_METRICS));
    server.setExecutor(
        Executors.newFixedThreadPool(
            4,
            task -> {
              Thread thread = new Thread(task, "receiver");
              thread.setDaemon(true);
              return thread;
            }));
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void receive(HttpExchange exchange, Parser parser, byte[] answer) throws IOException {
    long now = System.currentTimeMillis();
    try (exchange;
        InputStream body = unpacked(exchange)) {
      parser.parse(body, now);
      accounts.exports.incrementAndGet();
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static InputStream unpacked(HttpExchange exchange) throws IOException {
    boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    InputStream body = exchange.getRequestBody();
    return packed ? new GZIPInputStream(body) : body;
  }

  private void spans(InputStream body, long now) throws IOException {
    ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .forEach(span -> file(span, now));
  }

  private void file(Span span, long now) {
    Account account = accounts.find(hex(span.getTraceId()));
    Map<String, Object> attributes = Attributes.plain(span.getAttributesList());
    if (span.getKind() == Span.SpanKind.SPAN_KIND_SERVER) {
      account.finished(attributes);
    } else if (span.getName().equals("harbinger.snapshot")) {
      account.warned(millis(span.getEndTimeUnixNano()), now, attributes);
    }
  }

  private void events(InputStream body, long now) throws IOException {
    for (ResourceLogs logs : ExportLogsServiceRequest.parseFrom(body).getResourceLogsList()) {
      Object shop = Attributes.plain(logs.getResource().getAttributesList()).get("service.name");
      logs.getScopeLogsList().stream()
          .flatMap(scope -> scope.getLogRecordsList().stream())
          .forEach(event -> file(event, String.valueOf(shop), now));
    }
  }

  private void file(LogRecord event, String shop, long now) {
    Map<String, Object> attributes = Attributes.plain(event.getAttributesList());
    String resource = String.valueOf(attributes.get("harbinger.resource"));
    switch (event.getEventName()) {
      case "harbinger.condition.started" -> accounts.started(shop, resource, now);
      case "harbinger.condition.ended" -> accounts.ended(shop, resource, now);
      case "harbinger.request.at_risk", "harbinger.request.gave_up" ->
          accounts
              .find(hex(event.getTraceId()))
              .warned(millis(event.getTimeUnixNano()), now, attributes);
      default -> {
        // such as what was found at its start
      }
    }
  }

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private interface Parser {
    void parse(InputStream body, long now) throws IOException;
  }
}
