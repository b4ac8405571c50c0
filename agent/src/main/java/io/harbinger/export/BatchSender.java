package io.harbinger.export;

import io.harbinger.gateway.LintFinding;
import io.harbinger.watch.KeptRequest;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends kept requests and what lints found by batches, and between them the metrics. */
final class BatchSender implements Sending.Job {
  private static final int AT_MOST = 128;

  private final WaitingLine<Object> line;
  private final ExportSettings settings;
  private final Exporters exporters;
  private final Delivery<SpanData> spans;
  private final Delivery<LogRecordData> events;
  private final Delivery<MetricData> metrics;
  private final MetricReading reading;
  private long nextMetrics;
  private boolean hurried;

  BatchSender(
      WaitingLine<Object> line,
      ExportSettings settings,
      Exporters exporters,
      MetricReading reading) {
    this.line = line;
    this.settings = settings;
    this.exporters = exporters;
    this.spans = exporters.spans();
    this.events = exporters.events();
    this.metrics = exporters.metrics();
    this.reading = reading;
    this.nextMetrics = System.nanoTime() + interval();
  }

  /** So many waiting requests end the gathering. */
  static int wakeAt(ExportSettings settings) {
    return Math.min(AT_MOST, settings.spansPerBatch);
  }

  @Override
  public boolean once() throws InterruptedException {
    long untilMetrics = TimeUnit.NANOSECONDS.toMillis(nextMetrics - System.nanoTime());
    long wait = Math.max(0, Math.min(settings.spanDelayMillis, untilMetrics));
    List<Object> taken = line.take(wakeAt(settings), AT_MOST, wait);
    if (!taken.isEmpty()) {
      send(taken);
    }
    boolean last = line.finished();
    // in a hurry at once, so that the very end need not wait for them
    boolean early = line.hurried() && !hurried;
    boolean end = last && !hurried;
    hurried |= early;
    if (metrics.enabled() && (early || end || nextMetrics - System.nanoTime() <= 0)) {
      nextMetrics = System.nanoTime() + interval();
      metrics.send(reading.read(exporters.scene(), System.currentTimeMillis() * 1_000_000L));
    }
    return !last;
  }

  private void send(List<Object> taken) {
    RequestSpans requests = new RequestSpans(exporters.scene());
    List<SpanData> batch = new ArrayList<>();
    List<LogRecordData> records = new ArrayList<>();
    for (Object item : taken) {
      if (item instanceof LintFinding) {
        records.add(LintRecords.of(exporters.scene(), (LintFinding) item));
        continue;
      }
      KeptRequest kept = (KeptRequest) item;
      requests.add(kept, batch);
      LogRecordData exception = requests.exception(kept);
      if (exception != null) {
        records.add(exception);
      }
      while (batch.size() >= settings.spansPerBatch) {
        List<SpanData> full = batch.subList(0, settings.spansPerBatch);
        spans.send(new ArrayList<>(full));
        full.clear();
      }
    }
    spans.send(batch);
    events.send(records);
  }

  private long interval() {
    return TimeUnit.MILLISECONDS.toNanos(settings.metricIntervalMillis);
  }
}
