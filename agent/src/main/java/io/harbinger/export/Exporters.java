package io.harbinger.export;

import io.harbinger.log.Log;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.File;
import java.util.concurrent.atomic.LongAdder;

/** Deliveries for the threads that send, and the scene that they share. */
final class Exporters {
  private final ExportSettings settings;
  private final Log log;
  private final LongAdder lost;
  private final Otlp otlp;

  /** Guarded by this object; made by whoever sends first. */
  private Scene scene;

  Exporters(ExportSettings settings, BlockingSender.Stop stop, Log log, LongAdder lost) {
    this.settings = settings;
    this.log = log;
    this.lost = lost;
    this.otlp = new Otlp(stop);
  }

  synchronized Scene scene() {
    if (scene == null) {
      Identity identity = new Identity(System::getProperty, System::getenv, new File("/proc"));
      scene =
          new Scene(
              identity.resource(settings),
              settings.version,
              settings.longestValue,
              settings.exceptionsAsSpanEvents,
              settings.exceptionsAsLogs);
    }
    return scene;
  }

  /** What another process of the same service would have sent with. */
  Scene sceneOf(PreviousExit exit) {
    Scene own = scene();
    AttributesBuilder attributes = own.resource.getAttributes().toBuilder();
    attributes.put("service.name", exit.serviceName);
    attributes.put("service.instance.id", exit.instanceId);
    attributes.put("process.pid", exit.pid);
    return new Scene(
        Resource.create(attributes.build(), own.resource.getSchemaUrl()),
        settings.version,
        settings.longestValue,
        settings.exceptionsAsSpanEvents,
        settings.exceptionsAsLogs);
  }

  Delivery<SpanData> spans() {
    return delivery("traces", settings.traces, () -> otlp.spans(settings.traces)::export);
  }

  Delivery<LogRecordData> events() {
    return delivery("events", settings.logs, () -> otlp.logs(settings.logs)::export);
  }

  Delivery<MetricData> metrics() {
    return delivery("metrics", settings.metrics, () -> otlp.metrics(settings.metrics)::export);
  }

  LastPost lastPost() {
    return OtlpLastPost.to(settings.traces, settings.logs, this);
  }

  private <T> Delivery<T> delivery(
      String signal, ExportSettings.Target target, Delivery.Factory<T> factory) {
    return new Delivery<>(signal, target, settings.exportTimeoutMillis, factory, log, lost);
  }
}
