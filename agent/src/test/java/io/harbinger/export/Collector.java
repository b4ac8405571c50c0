package io.harbinger.export;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** An OTLP receiver over HTTP, in this process, with a real socket. */
public final class Collector implements AutoCloseable {
  public interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  public static final Answer OK = exchange -> exchange.sendResponseHeaders(200, -1);

  public final BlockingQueue<Span> spans = new LinkedBlockingQueue<>();
  public final BlockingQueue<LogRecord> events = new LinkedBlockingQueue<>();
  public final BlockingQueue<Metric> metrics = new LinkedBlockingQueue<>();
  public final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  public final List<Resource> resources = new CopyOnWriteArrayList<>();
  public final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
  public volatile Answer answer = OK;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  public Collector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Span span() throws InterruptedException {
    return arrived(spans);
  }

  LogRecord event() throws InterruptedException {
    return arrived(events);
  }

  static <T> T arrived(BlockingQueue<T> queue) throws InterruptedException {
    T item = queue.poll(20, TimeUnit.SECONDS);
    if (item == null) {
      throw new AssertionError("nothing arrived");
    }
    return item;
  }

  public static Map<String, Object> attributes(List<KeyValue> pairs) {
    return pairs.stream().collect(Collectors.toMap(KeyValue::getKey, p -> plain(p.getValue())));
  }

  private static Object plain(AnyValue value) {
    switch (value.getValueCase()) {
      case STRING_VALUE:
        return value.getStringValue();
      case INT_VALUE:
        return value.getIntValue();
      case DOUBLE_VALUE:
        return value.getDoubleValue();
      case ARRAY_VALUE:
        return value.getArrayValue().getValuesList().stream()
            .map(Collector::plain)
            .collect(Collectors.toList());
      default:
        throw new AssertionError(value);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      headers.add(exchange.getRequestHeaders());
      byte[] body = body(exchange);
      Answer now = answer;
      if (now == OK) {
        read(exchange.getRequestURI().getPath(), body);
      }
      requests.add(exchange.getRequestURI().getPath());
      now.to(exchange);
    }
  }

  private void read(String path, byte[] body) throws IOException {
    switch (path) {
      case "/v1/traces":
        ExportTraceServiceRequest.parseFrom(body)
            .getResourceSpansList()
            .forEach(
                of -> {
                  resources.add(of.getResource());
                  of.getScopeSpansList().forEach(in -> spans.addAll(in.getSpansList()));
                });
        break;
      case "/v1/logs":
        ExportLogsServiceRequest.parseFrom(body)
            .getResourceLogsList()
            .forEach(
                of -> of.getScopeLogsList().forEach(in -> events.addAll(in.getLogRecordsList())));
        break;
      case "/v1/metrics":
        ExportMetricsServiceRequest.parseFrom(body)
            .getResourceMetricsList()
            .forEach(
                of -> of.getScopeMetricsList().forEach(in -> metrics.addAll(in.getMetricsList())));
        break;
      default:
        throw new AssertionError(path);
    }
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    InputStream raw = exchange.getRequestBody();
    return (gzip ? new GZIPInputStream(raw) : raw).readAllBytes();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
