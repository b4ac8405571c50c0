package io.harbinger.export;

import io.harbinger.watch.KeptRequest;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Over OTLP, with deliveries of its own. */
final class OtlpExitReports implements ExitReports {
  private final Exporters exporters;
  private final Delivery<SpanData> spans;
  private final Delivery<LogRecordData> events;

  OtlpExitReports(Exporters exporters) {
    this.exporters = exporters;
    this.spans = exporters.spans();
    this.events = exporters.events();
  }

  @Override
  public void prepare(PreviousExit exit, List<KeptRequest> cut) {
    spans.prepare();
    events.prepare();
    batch(exporters.sceneOf(exit), cut);
  }

  @Override
  public LastPost lastPost() {
    return exporters.lastPost();
  }

  @Override
  public Arrival event(PreviousExit exit) {
    if (!events.enabled()) {
      return Arrival.ARRIVED;
    }
    return events.send(Collections.singletonList(record(exporters.sceneOf(exit), exit)));
  }

  static LogRecordData record(Scene scene, PreviousExit exit) {
    Tags tags = scene.tags();
    VerdictTags.addFinding(tags, exit.finding);
    tags.whole(Names.EXIT_REQUESTS, exit.requests).decimal(Names.EXIT_UPTIME, exit.uptimeSeconds);
    return new EventRecord(
        scene,
        Names.PREVIOUS_EXIT,
        Severity.ERROR,
        exit.atEpochNanos,
        SpanContext.getInvalid(),
        exit.sentence,
        tags.build());
  }

  @Override
  public Arrival spans(PreviousExit exit, List<KeptRequest> cut) {
    if (!spans.enabled()) {
      return Arrival.ARRIVED;
    }
    return spans.send(batch(exporters.sceneOf(exit), cut));
  }

  static List<SpanData> batch(Scene scene, List<KeptRequest> cut) {
    RequestSpans requests = new RequestSpans(scene);
    List<SpanData> batch = new ArrayList<>();
    for (KeptRequest request : cut) {
      requests.add(request, batch);
    }
    return batch;
  }
}
