package io.harbinger.export;

import io.harbinger.watch.KeptRequest;
import io.opentelemetry.exporter.internal.marshal.Marshaler;
import io.opentelemetry.exporter.internal.otlp.logs.LogsRequestMarshaler;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

/**
 * Over OTLP in plain HTTP, on connections of its own.
 *
 * <p>Each request is a whole message: messages of protocol buffers that follow each other are one.
 */
final class OtlpLastPost implements LastPost {
  private final Exporters exporters;
  private final RawPost spans;

  /** Null: nobody wants events. */
  private final RawPost events;

  /** Made at the first use; all posts are of one process. */
  private Scene scene;

  private OtlpLastPost(Exporters exporters, RawPost spans, RawPost events) {
    this.exporters = exporters;
    this.spans = spans;
    this.events = events;
  }

  /** Null where spans or events go another way. */
  static LastPost to(
      ExportSettings.Target traces, ExportSettings.Target logs, Exporters exporters) {
    RawPost spans = plain(traces);
    RawPost events = plain(logs);
    boolean all = spans != null && (events != null || !logs.enabled);
    return all ? new OtlpLastPost(exporters, spans, events) : null;
  }

  private static RawPost plain(ExportSettings.Target target) {
    return target.enabled && !target.grpc ? RawPost.to(target.endpoint, target.headers) : null;
  }

  @Override
  public boolean knock(long deadlineNanos) {
    try {
      return spans.knock(deadlineNanos) && (events == null || events.knock(deadlineNanos));
    } catch (IOException | RuntimeException unreachable) {
      return false;
    }
  }

  @Override
  public byte[] encoded(PreviousExit exit, KeptRequest cut) {
    return bytes(
        TraceRequestMarshaler.create(
            OtlpExitReports.batch(scene(exit), Collections.singletonList(cut))));
  }

  @Override
  public byte[] encoded(PreviousExit exit) {
    return bytes(
        LogsRequestMarshaler.create(
            Collections.singletonList(OtlpExitReports.record(scene(exit), exit))));
  }

  private Scene scene(PreviousExit exit) {
    if (scene == null) {
      scene = exporters.sceneOf(exit);
    }
    return scene;
  }

  private static byte[] bytes(Marshaler message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(message.getBinarySerializedSize());
    try {
      message.writeBinaryTo(bytes);
    } catch (IOException never) {
      throw new IllegalStateException(never); // because it goes to memory
    }
    return bytes.toByteArray();
  }

  @Override
  public boolean post(List<byte[]> cut, byte[] event, long deadlineNanos) {
    try {
      boolean left = spans.post(cut, deadlineNanos);
      return left
          && (events == null || events.post(Collections.singletonList(event), deadlineNanos));
    } catch (IOException | RuntimeException broken) {
      return false;
    }
  }
}
