package com.example.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OtlpReceiverTest {

  private static final String TRACE = "0123456789abcdef0123456789abcdef";

  private final Accounts accounts = new Accounts();
  private OtlpReceiver receiver;

  @BeforeEach
  void open() throws IOException {
    receiver = new OtlpReceiver(accounts);
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void filesTheServerSpanUnderItsTrace() throws Exception {
    send(
        "/v1/traces", span("GET /products", Span.SpanKind.SPAN_KIND_SERVER, "code.deadlock"), true);

    Account account = accounts.find(TRACE);
    assertThat(account.ended()).isTrue();
    assertThat(account.cause()).isEqualTo("code.deadlock");
    assertThat(account.list("harbinger.evidence")).hasToString("[one, two]");
    assertThat(account.firstWarningAt()).isZero();
  }

  @Test
  void aSnapshotIsAWarning() throws Exception {
    send(
        "/v1/traces",
        span("harbinger.snapshot", Span.SpanKind.SPAN_KIND_INTERNAL, "code.deadlock"),
        false);

    Account account = accounts.find(TRACE);
    assertThat(account.ended()).isFalse();
    assertThat(account.cause()).isEqualTo("code.deadlock");
    assertThat(account.firstWarningAt()).isPositive();
  }

  @Test
  void aChildSpanIsNoWarning() throws Exception {
    send("/v1/traces", span("SELECT products", Span.SpanKind.SPAN_KIND_CLIENT, "x"), false);

    assertThat(accounts.find(TRACE).firstWarningAt()).isZero();
    assertThat(accounts.find(TRACE).cause()).isNull();
  }

  @Test
  void theSpanHasTheLastWord() throws Exception {
    send("/v1/logs", event("harbinger.request.at_risk", "unknown"), true);
    assertThat(accounts.find(TRACE).cause()).isEqualTo("unknown");

    send("/v1/traces", span("GET /", Span.SpanKind.SPAN_KIND_SERVER, "code.deadlock"), true);
    assertThat(accounts.find(TRACE).cause()).isEqualTo("code.deadlock");
    assertThat(accounts.find(TRACE).firstWarningAt()).isPositive();
  }

  @Test
  void filesTheStartAndTheEndOfAConditionUnderItsShop() throws Exception {
    send("/v1/logs", condition("harbinger.condition.started"), true);
    assertThat(accounts.announced("shop-1"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.resource()).isEqualTo("workers:http");
              assertThat(one.endedAt()).isEqualTo(Long.MAX_VALUE);
            });

    send("/v1/logs", condition("harbinger.condition.ended"), true);
    assertThat(accounts.announced("shop-1"))
        .singleElement()
        .satisfies(one -> assertThat(one.endedAt()).isBetween(one.startedAt(), now()));
    assertThat(accounts.announced("shop-2")).isEmpty();
  }

  private void send(String path, Message message, boolean packed) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(receiver.endpoint() + path));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream body = packed ? new GZIPOutputStream(bytes) : bytes) {
      message.writeTo(body);
    }
    if (packed) {
      request.header("Content-Encoding", "gzip");
    }
    request.POST(BodyPublishers.ofByteArray(bytes.toByteArray()));
    int status =
        HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray()).statusCode();
    assertThat(status).isEqualTo(200);
  }

  private static Message span(String name, Span.SpanKind kind, String cause) {
    Span span =
        Span.newBuilder()
            .setTraceId(ByteString.copyFrom(HexFormat.of().parseHex(TRACE)))
            .setName(name)
            .setKind(kind)
            .addAttributes(text("harbinger.cause", cause))
            .addAttributes(
                KeyValue.newBuilder()
                    .setKey("harbinger.evidence")
                    .setValue(
                        AnyValue.newBuilder()
                            .setArrayValue(
                                ArrayValue.newBuilder()
                                    .addValues(AnyValue.newBuilder().setStringValue("one"))
                                    .addValues(AnyValue.newBuilder().setStringValue("two")))))
            .build();
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder().addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
        .build();
  }

  private static Message event(String name, String cause) {
    LogRecord event =
        LogRecord.newBuilder()
            .setTraceId(ByteString.copyFrom(HexFormat.of().parseHex(TRACE)))
            .setEventName(name)
            .addAttributes(text("harbinger.cause", cause))
            .build();
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder().addScopeLogs(ScopeLogs.newBuilder().addLogRecords(event)))
        .build();
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private static Message condition(String name) {
    LogRecord event =
        LogRecord.newBuilder()
            .setEventName(name)
            .addAttributes(text("harbinger.resource", "workers:http"))
            .build();
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(text("service.name", "shop-1")))
                .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(event)))
        .build();
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
