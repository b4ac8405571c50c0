package io.harbinger.export;

import io.harbinger.watch.Condition;
import io.harbinger.watch.Warning;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;

/** Sends warnings and conditions the moment they come. */
final class UrgentSender implements Sending.Job {
  private static final int AT_MOST = 64;
  private static final long FOR_EVER = 1_000L * 1_000 * 1_000;

  private final WaitingLine<Object> line;
  private final Exporters exporters;
  private final Delivery<SpanData> spans;
  private final Delivery<LogRecordData> events;

  UrgentSender(WaitingLine<Object> line, Exporters exporters) {
    this.line = line;
    this.exporters = exporters;
    this.spans = exporters.spans();
    this.events = exporters.events();
  }

  @Override
  public boolean once() throws InterruptedException {
    List<Object> taken = line.take(1, AT_MOST, FOR_EVER);
    if (!taken.isEmpty()) {
      send(taken);
    }
    return !line.finished();
  }

  private void send(List<Object> taken) {
    Warnings warnings = new Warnings(exporters.scene());
    List<SpanData> snapshots = new ArrayList<>();
    List<LogRecordData> records = new ArrayList<>();
    for (Object item : taken) {
      if (item instanceof Warning) {
        Warning warning = (Warning) item;
        Attributes attributes = warnings.attributes(warning);
        snapshots.add(warnings.snapshot(warning, attributes));
        records.add(warnings.event(warning, attributes));
      } else {
        records.add(warnings.event((Condition) item));
      }
    }
    events.send(records);
    spans.send(snapshots);
  }
}
