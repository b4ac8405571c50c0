package com.example.benchmark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * Where the agents send to: answers OTLP over http/protobuf, Elastic's intake and Datadog's trace
 * agent as their own servers would, and counts the requests that arrive as traces or, from an agent
 * that sends no traces of healthy requests, in its duration metric.
 */
final class Sink implements AutoCloseable {

  private static final byte[] NOTHING = {};
  private static final byte[] ELASTIC_VERSION = ascii("{\"version\":\"8.19.0\"}");
  private static final byte[] DATADOG_INFO =
      ascii(
          "{\"version\":\"7.70.0\",\"endpoints\":[\"/v0.4/traces\",\"/v0.5/traces\","
              + "\"/v0.6/stats\",\"/telemetry/proxy/\"],\"client_drop_p0s\":false,"
              + "\"config\":{\"statsd_port\":8125}}");
  private static final byte[] DATADOG_RATES =
      ascii("{\"rate_by_service\":{\"service:,env:\":1.0}}");

  /** Server spans, transactions or traces that have arrived. */
  final AtomicLong traces = new AtomicLong();

  /** Warnings that have arrived, by cause: a request runs and is at risk, or was given up. */
  final Map<String, Long> warnings = new ConcurrentSkipListMap<>();

  /** The highest count of requests in a duration metric so far, which counts since the start. */
  final AtomicLong measured = new AtomicLong();

  /** The largest batch of metrics so far. */
  final AtomicLong metricBytes = new AtomicLong();

  private final HttpServer server;

  Sink() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 100);
    server.createContext("/", exchange -> answer(exchange, this::ignore, 200, ELASTIC_VERSION));
    server.createContext("/v1/traces", exchange -> answer(exchange, this::spans, 200, NOTHING));
    server.createContext("/v1/metrics", exchange -> answer(exchange, this::metrics, 200, NOTHING));
    server.createContext("/v1/logs", exchange -> answer(exchange, this::events, 200, NOTHING));
    server.createContext(
        "/intake/v2/events", exchange -> answer(exchange, this::transactions, 202, NOTHING));
    server.createContext(
        "/config/v1/agents", exchange -> answer(exchange, this::ignore, 200, ascii("{}")));
    server.createContext("/info", exchange -> answer(exchange, this::ignore, 200, DATADOG_INFO));
    server.createContext("/v0.4/traces", this::datadog);
    server.createContext("/v0.5/traces", this::datadog);
    server.createContext("/v0.6/stats", exchange -> answer(exchange, this::ignore, 200, NOTHING));
    server.createContext(
        "/telemetry/proxy/", exchange -> answer(exchange, this::ignore, 202, NOTHING));
    server.setExecutor(
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "sink");
              thread.setDaemon(true);
              return thread;
            }));
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Its agent says in a header how many traces there are. */
  private void datadog(HttpExchange exchange) throws IOException {
    String count = exchange.getRequestHeaders().getFirst("X-Datadog-Trace-Count");
    traces.addAndGet(count == null ? 0 : Long.parseLong(count));
    answer(exchange, this::ignore, 200, DATADOG_RATES);
  }

  private void spans(InputStream body) throws IOException {
    long servers =
        ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
            .flatMap(resource -> resource.getScopeSpansList().stream())
            .flatMap(scope -> scope.getSpansList().stream())
            .filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
            .count();
    traces.addAndGet(servers);
  }

  private void events(InputStream body) throws IOException {
    ExportLogsServiceRequest.parseFrom(body).getResourceLogsList().stream()
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .filter(event -> event.getEventName().startsWith("harbinger.request."))
        .forEach(event -> warnings.merge(cause(event), 1L, Long::sum));
  }

  private static String cause(LogRecord event) {
    return event.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals("harbinger.cause"))
        .map(attribute -> attribute.getValue().getStringValue())
        .findFirst()
        .orElse("none");
  }

  private void metrics(InputStream body) throws IOException {
    byte[] bytes = body.readAllBytes();
    metricBytes.accumulateAndGet(bytes.length, Math::max);
    long requests =
        ExportMetricsServiceRequest.parseFrom(bytes).getResourceMetricsList().stream()
            .flatMap(resource -> resource.getScopeMetricsList().stream())
            .flatMap(scope -> scope.getMetricsList().stream())
            .filter(metric -> metric.getName().equals("http.server.request.duration"))
            .mapToLong(Sink::count)
            .sum();
    measured.accumulateAndGet(requests, Math::max);
  }

  private static long count(Metric duration) {
    return duration.getHistogram().getDataPointsList().stream().mapToLong(p -> p.getCount()).sum()
        + duration.getExponentialHistogram().getDataPointsList().stream()
            .mapToLong(p -> p.getCount())
            .sum();
  }

  private void transactions(InputStream body) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("{\"transaction\"")) {
        traces.incrementAndGet();
      }
    }
  }

  private void ignore(InputStream body) throws IOException {
    body.transferTo(OutputStream.nullOutputStream());
  }

  private void answer(HttpExchange exchange, Parser parser, int status, byte[] text)
      throws IOException {
    try (exchange;
        InputStream body = unpacked(exchange)) {
      parser.parse(body);
      if ("close".equals(exchange.getRequestHeaders().getFirst("Connection"))) {
        // this server closes it, too, but would not say so, and the client would wait
        exchange.getResponseHeaders().set("Connection", "close");
      }
      exchange.sendResponseHeaders(status, text.length == 0 ? -1 : text.length);
      exchange.getResponseBody().write(text);
    }
  }

  private static InputStream unpacked(HttpExchange exchange) throws IOException {
    String packing = exchange.getRequestHeaders().getFirst("Content-Encoding");
    InputStream body = exchange.getRequestBody();
    if ("gzip".equals(packing)) {
      return new GZIPInputStream(body);
    }
    return "deflate".equals(packing) ? new InflaterInputStream(body) : body;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private interface Parser {
    void parse(InputStream body) throws IOException;
  }
}
