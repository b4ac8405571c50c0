package io.harbinger.export;

import io.harbinger.export.ExportSettings.Target;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporterBuilder;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporterBuilder;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporterBuilder;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.concurrent.TimeUnit;

/**
 * The SDK's exporters, built from our settings.
 *
 * <pre>
 *   http/protobuf   SDK exporter ─► {@link BlockingSender}: HttpURLConnection on the calling thread
 *   grpc            SDK exporter ─► okhttp sender of the SDK
 * </pre>
 *
 * <p>The sender is named to the builder. The SDK's own way to choose one is a system property,
 * which the application's OpenTelemetry would read too.
 */
final class Otlp implements ComponentLoader {
  /** Because their own telemetry would go to a global provider that nobody has set. */
  private static final MeterProvider NOBODY = MeterProvider.noop();

  private final BlockingSender.Stop stop;

  Otlp(BlockingSender.Stop stop) {
    this.stop = stop;
  }

  @Override
  public <T> Iterable<T> load(Class<T> wanted) {
    if (wanted == HttpSenderProvider.class) {
      HttpSenderProvider provider = config -> new BlockingSender(config, stop);
      return Collections.singleton(wanted.cast(provider));
    }
    return ComponentLoader.forClassLoader(Otlp.class.getClassLoader()).load(wanted);
  }

  SpanExporter spans(Target target) throws IOException {
    if (target.grpc) {
      OtlpGrpcSpanExporterBuilder builder =
          OtlpGrpcSpanExporter.builder()
              .setComponentLoader(this)
              .setMeterProvider(NOBODY)
              .setEndpoint(target.endpoint)
              .setTimeout(target.timeoutMillis, TimeUnit.MILLISECONDS)
              .setCompression(target.compression);
      target.headers.forEach(builder::addHeader);
      secure(target, builder::setTrustedCertificates, builder::setClientTls);
      return builder.build();
    }
    OtlpHttpSpanExporterBuilder builder =
        OtlpHttpSpanExporter.builder()
            .setComponentLoader(this)
            .setMeterProvider(NOBODY)
            .setEndpoint(target.endpoint)
            .setTimeout(target.timeoutMillis, TimeUnit.MILLISECONDS)
            .setCompression(target.compression);
    target.headers.forEach(builder::addHeader);
    secure(target, builder::setTrustedCertificates, builder::setClientTls);
    return builder.build();
  }

  LogRecordExporter logs(Target target) throws IOException {
    if (target.grpc) {
      OtlpGrpcLogRecordExporterBuilder builder =
          OtlpGrpcLogRecordExporter.builder()
              .setComponentLoader(this)
              .setMeterProvider(NOBODY)
              .setEndpoint(target.endpoint)
              .setTimeout(target.timeoutMillis, TimeUnit.MILLISECONDS)
              .setCompression(target.compression);
      target.headers.forEach(builder::addHeader);
      secure(target, builder::setTrustedCertificates, builder::setClientTls);
      return builder.build();
    }
    OtlpHttpLogRecordExporterBuilder builder =
        OtlpHttpLogRecordExporter.builder()
            .setComponentLoader(this)
            .setMeterProvider(NOBODY)
            .setEndpoint(target.endpoint)
            .setTimeout(target.timeoutMillis, TimeUnit.MILLISECONDS)
            .setCompression(target.compression);
    target.headers.forEach(builder::addHeader);
    secure(target, builder::setTrustedCertificates, builder::setClientTls);
    return builder.build();
  }

  MetricExporter metrics(Target target) throws IOException {
    if (target.grpc) {
      OtlpGrpcMetricExporterBuilder builder =
          OtlpGrpcMetricExporter.builder()
              .setComponentLoader(this)
              .setMeterProvider(NOBODY)
              .setEndpoint(target.endpoint)
              .setTimeout(target.timeoutMillis, TimeUnit.MILLISECONDS)
              .setCompression(target.compression);
      target.headers.forEach(builder::addHeader);
      secure(target, builder::setTrustedCertificates, builder::setClientTls);
      return builder.build();
    }
    OtlpHttpMetricExporterBuilder builder =
        OtlpHttpMetricExporter.builder()
            .setComponentLoader(this)
            .setMeterProvider(NOBODY)
            .setEndpoint(target.endpoint)
            .setTimeout(target.timeoutMillis, TimeUnit.MILLISECONDS)
            .setCompression(target.compression);
    target.headers.forEach(builder::addHeader);
    secure(target, builder::setTrustedCertificates, builder::setClientTls);
    return builder.build();
  }

  private static void secure(Target target, Trust trust, Identify identify) throws IOException {
    if (target.certificate != null) {
      trust.certificates(read(target.certificate));
    }
    if (target.clientKey != null && target.clientCertificate != null) {
      identify.as(read(target.clientKey), read(target.clientCertificate));
    }
  }

  private static byte[] read(String path) throws IOException {
    try (InputStream in = new FileInputStream(path)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
      return out.toByteArray();
    }
  }

  private interface Trust {
    void certificates(byte[] pem);
  }

  private interface Identify {
    void as(byte[] keyPem, byte[] certificatePem);
  }
}
