package com.example.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SinkTest {

  private Sink sink;

  @BeforeEach
  void open() throws IOException {
    sink = new Sink();
  }

  @AfterEach
  void close() {
    sink.close();
  }

  @Test
  void countsTheServerSpansOfOpenTelemetry() throws Exception {
    byte[] body =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder()
                    .addScopeSpans(
                        ScopeSpans.newBuilder()
                            .addSpans(Span.newBuilder().setKind(Span.SpanKind.SPAN_KIND_CLIENT))
                            .addSpans(Span.newBuilder().setKind(Span.SpanKind.SPAN_KIND_SERVER))))
            .build()
            .toByteArray();

    assertThat(post("/v1/traces", body, "x", "y").statusCode()).isEqualTo(200);
    assertThat(sink.traces).hasValue(1);
  }

  @Test
  void addsUpTheRequestsOfADurationMetricAndKeepsTheLatest() throws Exception {
    post("/v1/metrics", duration(3, 4), "x", "y");
    post("/v1/metrics", duration(5, 6), "x", "y");

    assertThat(sink.measured).hasValue(11);
  }

  @Test
  void countsTheWarningsOfHarbingerByCause() throws Exception {
    byte[] body =
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(
                ResourceLogs.newBuilder()
                    .addScopeLogs(
                        ScopeLogs.newBuilder()
                            .addLogRecords(event("harbinger.request.at_risk", "network.dns"))
                            .addLogRecords(event("harbinger.request.gave_up", "network.dns"))
                            .addLogRecords(event("harbinger.lint", "timeout.slow_query"))))
            .build()
            .toByteArray();

    post("/v1/logs", body, "x", "y");

    assertThat(sink.warnings).containsExactly(Map.entry("network.dns", 2L));
  }

  private static LogRecord.Builder event(String name, String cause) {
    return LogRecord.newBuilder()
        .setEventName(name)
        .addAttributes(
            KeyValue.newBuilder()
                .setKey("harbinger.cause")
                .setValue(AnyValue.newBuilder().setStringValue(cause)));
  }

  @Test
  void countsTheTransactionsOfElasticInAPackedBody() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      String lines =
          "{\"metadata\":{}}\n{\"transaction\":{}}\n{\"span\":{}}\n{\"transaction\":{}}\n";
      out.write(lines.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> answer =
        post("/intake/v2/events", packed.toByteArray(), "Content-Encoding", "deflate");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(sink.traces).hasValue(2);
  }

  @Test
  void believesTheCountOfDatadogAndTellsItToKeepAll() throws Exception {
    HttpResponse<String> answer = post("/v0.4/traces", new byte[10], "X-Datadog-Trace-Count", "17");

    assertThat(answer.body()).contains("rate_by_service").contains("1.0");
    assertThat(sink.traces).hasValue(17);
  }

  private static byte[] duration(int plain, int exponential) {
    Metric.Builder metric = Metric.newBuilder().setName("http.server.request.duration");
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .addScopeMetrics(
                    ScopeMetrics.newBuilder()
                        .addMetrics(
                            metric.setHistogram(
                                Histogram.newBuilder()
                                    .addDataPoints(
                                        HistogramDataPoint.newBuilder().setCount(plain))))
                        .addMetrics(
                            metric.setExponentialHistogram(
                                ExponentialHistogram.newBuilder()
                                    .addDataPoints(
                                        ExponentialHistogramDataPoint.newBuilder()
                                            .setCount(exponential))))))
        .build()
        .toByteArray();
  }

  private HttpResponse<String> post(String path, byte[] body, String header, String value)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sink.address() + path))
            .header(header, value)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
