package io.harbinger.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The standard settings of OpenTelemetry that apply here, with their standard defaults. */
final class OtelSettings {
  private static final int MINUTE = 60_000;
  private static final int HOUR = 60 * MINUTE;
  static final List<String> SIGNALS = Arrays.asList("traces", "metrics", "logs");
  static final String OTLP = "otel.exporter.otlp.";

  private OtelSettings() {}

  static List<Setting> all() {
    List<Setting> all = new ArrayList<>(general());
    for (String signal : SIGNALS) {
      all.add(
          Setting.choice(
              "otel." + signal + ".exporter",
              "otlp",
              "Where " + signal + " go to; none keeps them here.",
              "otlp",
              "none"));
    }
    all.addAll(otlp("", "all signals"));
    for (String signal : SIGNALS) {
      all.addAll(otlp(signal + ".", signal + " alone"));
    }
    all.addAll(metrics());
    all.addAll(batch("otel.bsp.", "5s", "spans"));
    all.addAll(batch("otel.blrp.", "1s", "events"));
    return all;
  }

  private static List<Setting> general() {
    return Arrays.asList(
        Setting.flag(
            "otel.sdk.disabled", false, "True: nothing is exported, the rest works as usual."),
        Setting.text(
            "otel.service.name",
            "",
            "Name of the service; else spring.application.name or the main class or jar."),
        Setting.pairs(
            "otel.resource.attributes",
            false,
            "Attributes of the resource, such as deployment.environment.name=prod."),
        Setting.list(
            "otel.propagators",
            "tracecontext",
            "Only tracecontext is read and written; none switches it off."),
        Setting.choice(
            "otel.traces.sampler",
            "",
            "Which healthy traces are kept besides the failed ones, which always are; not set:"
                + " those of a sampled caller and the examples of harbinger.watch.examples; any"
                + " value replaces the examples.",
            "always_on",
            "always_off",
            "traceidratio",
            "parentbased_always_on",
            "parentbased_always_off",
            "parentbased_traceidratio"),
        Setting.decimal(
            "otel.traces.sampler.arg", "1", 0, 1, "The ratio of the samplers that have one."),
        Setting.whole(
            "otel.attribute.value.length.limit",
            "",
            1,
            Integer.MAX_VALUE,
            "Longer text values of attributes are cut."),
        Setting.choice(
            "otel.semconv.exception.signal.opt-in",
            "",
            "Exceptions leave as log records (logs) or both ways (logs/dup); not set: as span"
                + " events.",
            "logs",
            "logs/dup"));
  }

  private static List<Setting> otlp(String signal, String of) {
    String prefix = OTLP + signal;
    boolean all = signal.isEmpty();
    return Arrays.asList(
        Setting.url(
            prefix + "endpoint",
            "",
            all
                ? "The collector; not set: http://localhost:4318, for grpc http://localhost:4317."
                : "The collector's full URL for " + of + "."),
        Setting.choice(
            prefix + "protocol",
            all ? "http/protobuf" : "",
            "How it is spoken to, for " + of + ".",
            "http/protobuf",
            "grpc"),
        Setting.pairs(prefix + "headers", true, "Headers of each export, for " + of + "."),
        Setting.duration(
            prefix + "timeout",
            all ? "10s" : "",
            1,
            HOUR,
            "How long one export may take, for " + of + "."),
        Setting.choice(
            prefix + "compression",
            all ? "none" : "",
            "How the body is compressed, for " + of + ".",
            "none",
            "gzip"),
        Setting.file(
            prefix + "certificate", "Trusted certificates of the collector (PEM), for " + of + "."),
        Setting.file(
            prefix + "client.key", "Our private key for mutual TLS (PEM), for " + of + "."),
        Setting.file(
            prefix + "client.certificate",
            "Our certificate chain for mutual TLS (PEM), for " + of + "."));
  }

  private static List<Setting> metrics() {
    return Arrays.asList(
        Setting.duration(
            "otel.metric.export.interval", "1m", 100, 24 * HOUR, "How often metrics are exported."),
        Setting.choice(
            OTLP + "metrics.temporality.preference",
            "cumulative",
            "Whether metrics are given since the start or since the export before.",
            "cumulative",
            "delta",
            "lowmemory"));
  }

  private static List<Setting> batch(String prefix, String delay, String of) {
    return Arrays.asList(
        Setting.duration(
            prefix + "schedule.delay",
            delay,
            1,
            HOUR,
            "How long " + of + " are gathered at most; warnings never wait for it."),
        Setting.whole(
            prefix + "max.queue.size", "2048", 1, 1_000_000, "How many " + of + " may wait."),
        Setting.whole(
            prefix + "max.export.batch.size",
            "512",
            1,
            100_000,
            "How many " + of + " leave in one export."),
        Setting.duration(
            prefix + "export.timeout",
            "30s",
            1,
            HOUR,
            "How long an export of " + of + " may take with all its retries."));
  }
}
