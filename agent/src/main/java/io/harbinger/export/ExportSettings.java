package io.harbinger.export;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** What OpenTelemetry's settings mean for the export: plain values. */
public final class ExportSettings {
  final String version;
  final String serviceName;

  /** Of this run of the process. */
  final String instanceId;

  final Map<String, String> resourceAttributes;
  final Target traces;
  final Target metrics;
  final Target logs;

  final int maxSpans;
  final int spansPerBatch;
  final long spanDelayMillis;
  final int maxEvents;
  final int eventsPerBatch;
  final long exportTimeoutMillis;
  final long metricIntervalMillis;
  final boolean delta;
  final int longestValue;
  final boolean exceptionsAsSpanEvents;
  final boolean exceptionsAsLogs;

  private ExportSettings(Reader otel, String version, String detectedService) {
    this.version = version;
    resourceAttributes = Collections.unmodifiableMap(otel.pairs("otel.resource.attributes"));
    String named = otel.text("otel.service.name", resourceAttributes.get("service.name"));
    serviceName = named != null ? named : detectedService;
    String instance = resourceAttributes.get("service.instance.id");
    instanceId = instance != null ? instance : randomId();
    traces = otel.target("traces", "v1/traces");
    metrics = otel.target("metrics", "v1/metrics");
    logs = otel.target("logs", "v1/logs");
    maxSpans = (int) otel.whole("otel.bsp.max.queue.size", 2048);
    spansPerBatch = (int) Math.min(maxSpans, otel.whole("otel.bsp.max.export.batch.size", 512));
    spanDelayMillis = otel.whole("otel.bsp.schedule.delay", 5_000);
    maxEvents = (int) otel.whole("otel.blrp.max.queue.size", 2048);
    eventsPerBatch = (int) Math.min(maxEvents, otel.whole("otel.blrp.max.export.batch.size", 512));
    exportTimeoutMillis =
        Math.max(
            otel.whole("otel.bsp.export.timeout", 30_000),
            otel.whole("otel.blrp.export.timeout", 30_000));
    metricIntervalMillis = otel.whole("otel.metric.export.interval", 60_000);
    delta =
        !otel.text("otel.exporter.otlp.metrics.temporality.preference", "cumulative")
            .equals("cumulative");
    longestValue = (int) otel.whole("otel.attribute.value.length.limit", Integer.MAX_VALUE);
    String signal = otel.text("otel.semconv.exception.signal.opt-in", "");
    exceptionsAsSpanEvents = !signal.equals("logs");
    exceptionsAsLogs = signal.startsWith("logs");
  }

  /**
   * @param otel {@code otel.*} names with their values, durations in milliseconds
   * @param pairs parses {@code key=value,key=value}
   * @param detectedService the service's name where the settings give none
   */
  public static ExportSettings of(
      Map<String, String> otel,
      Function<String, Map<String, String>> pairs,
      String version,
      String detectedService) {
    return new ExportSettings(new Reader(otel, pairs), version, detectedService);
  }

  public String instanceId() {
    return instanceId;
  }

  /** Not {@code UUID.randomUUID}, which starts the JDK's cryptography before {@code main}. */
  private static String randomId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long version4 = random.nextLong() & ~0xF000L | 0x4000L;
    long variant = random.nextLong() >>> 2 | Long.MIN_VALUE;
    return new UUID(version4, variant).toString();
  }

  /** For the line at start: where traces go, or {@code nowhere}. */
  public String endpoint() {
    return traces.enabled ? traces.shown() : "nowhere";
  }

  public String serviceName() {
    return serviceName;
  }

  private static final class Reader {
    private static final String OTLP = "otel.exporter.otlp.";
    private final Map<String, String> values;
    private final Function<String, Map<String, String>> parser;

    Reader(Map<String, String> values, Function<String, Map<String, String>> parser) {
      this.values = values;
      this.parser = parser;
    }

    String text(String name, String fallback) {
      String value = values.get(name);
      return value == null || value.isEmpty() ? fallback : value;
    }

    long whole(String name, long fallback) {
      return Long.parseLong(text(name, String.valueOf(fallback)));
    }

    Map<String, String> pairs(String name) {
      return new LinkedHashMap<>(parser.apply(text(name, "")));
    }

    Target target(String signal, String path) {
      boolean enabled =
          !text("otel.sdk.disabled", "false").equals("true")
              && text("otel." + signal + ".exporter", "otlp").equals("otlp");
      boolean grpc = of(signal, "protocol", "http/protobuf").equals("grpc");
      String own = values.get(OTLP + signal + ".endpoint");
      String common =
          text(OTLP + "endpoint", grpc ? "http://localhost:4317" : "http://localhost:4318");
      // by the standard the common endpoint is a base, the signal's own is taken as it is
      String slash = common.endsWith("/") ? "" : "/";
      String endpoint = own != null ? own : grpc ? common : common + slash + path;
      Map<String, String> headers = pairs(OTLP + "headers");
      headers.putAll(pairs(OTLP + signal + ".headers"));
      return new Target(
          enabled,
          endpoint,
          grpc,
          headers,
          Long.parseLong(of(signal, "timeout", "10000")),
          of(signal, "compression", "none"),
          of(signal, "certificate", null),
          of(signal, "client.key", null),
          of(signal, "client.certificate", null));
    }

    private String of(String signal, String what, String fallback) {
      return text(OTLP + signal + "." + what, text(OTLP + what, fallback));
    }
  }

  /** Where one signal goes, and how. */
  static final class Target {
    final boolean enabled;
    final String endpoint;
    final boolean grpc;
    final Map<String, String> headers;
    final long timeoutMillis;
    final String compression;
    final String certificate;
    final String clientKey;
    final String clientCertificate;

    Target(
        boolean enabled,
        String endpoint,
        boolean grpc,
        Map<String, String> headers,
        long timeoutMillis,
        String compression,
        String certificate,
        String clientKey,
        String clientCertificate) {
      this.enabled = enabled;
      this.endpoint = endpoint;
      this.grpc = grpc;
      this.headers = headers;
      this.timeoutMillis = timeoutMillis;
      this.compression = compression;
      this.certificate = certificate;
      this.clientKey = clientKey;
      this.clientCertificate = clientCertificate;
    }

    /** Without user and password. */
    String shown() {
      return endpoint.replaceFirst("//[^/@]*@", "//").replaceFirst("[?#].*", "");
    }
  }
}
