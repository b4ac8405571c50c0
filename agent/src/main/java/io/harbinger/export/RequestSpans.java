package io.harbinger.export;

import io.harbinger.gateway.GatewayView;
import io.harbinger.gateway.Outcome;
import io.harbinger.timeline.Failure;
import io.harbinger.timeline.LaneView;
import io.harbinger.timeline.RequestView;
import io.harbinger.watch.KeptRequest;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.Collections;
import java.util.List;

/**
 * A finished request as a SERVER span with its children.
 *
 * <pre>
 *   GET /owners/{id}                     SERVER, parent: the caller's span
 *   ├── pool wait HikariPool-1           INTERNAL
 *   ├── SELECT owners                    CLIENT
 *   └── GET                              CLIENT
 * </pre>
 */
final class RequestSpans {
  private final Scene scene;
  private final SegmentSpans segments;

  RequestSpans(Scene scene) {
    this.scene = scene;
    this.segments = new SegmentSpans(scene);
  }

  void add(KeptRequest kept, List<SpanData> spans) {
    RequestView request = kept.request;
    spans.add(server(kept));
    for (LaneView lane : request.lanes) {
      segments.add(request, lane, spans);
    }
  }

  /** Null unless exceptions leave as log records and there was one. */
  EventRecord exception(KeptRequest kept) {
    Failure failure = kept.request.failure;
    return failure == null || !scene.exceptionsAsLogs
        ? null
        : new EventRecord(
            scene,
            Names.SERVER_EXCEPTION,
            io.opentelemetry.api.logs.Severity.ERROR,
            endEpochNanos(kept.request),
            Ids.of(kept.request.trace),
            failure.type,
            exceptionTags(scene, failure));
  }

  static EventData exceptionEvent(Scene scene, Failure failure, long epochNanos) {
    return EventData.create(epochNanos, Names.EXCEPTION, exceptionTags(scene, failure));
  }

  private SpanData server(KeptRequest kept) {
    RequestView request = kept.request;
    Tags tags = scene.tags();
    HttpTags.add(tags, request);
    VerdictTags.add(tags, request, kept.gateway, kept.verdict);
    String error = errorType(kept);
    tags.text(Names.ERROR_TYPE, error).text(Names.KEPT, kept.why);
    if (!request.lanes.isEmpty()) {
      tags.whole(Names.THREAD_ID, request.lanes.get(0).threadId);
      tags.text(Names.THREAD_NAME, request.lanes.get(0).threadName);
    }
    FinishedSpan span =
        new FinishedSpan(
            scene,
            HttpTags.spanName(request.http),
            SpanKind.SERVER,
            Ids.of(request.trace),
            Ids.caller(request.trace),
            request.startEpochNanos,
            endEpochNanos(request),
            tags.build());
    if (error != null) {
      span.status = StatusData.error();
    }
    if (request.failure != null && scene.exceptionsAsSpanEvents) {
      span.events =
          Collections.singletonList(exceptionEvent(scene, request.failure, endEpochNanos(request)));
    }
    span.links = culprit(kept.verdict);
    return span;
  }

  static List<LinkData> culprit(io.harbinger.cause.Verdict verdict) {
    if (verdict == null || verdict.root.culpritTrace == null) {
      return Collections.emptyList();
    }
    SpanContext holder = Ids.of(verdict.root.culpritTrace);
    return holder.isValid()
        ? Collections.singletonList(LinkData.create(holder))
        : Collections.<LinkData>emptyList();
  }

  /** The cause where the visitor got no response, whatever the application believes it sent. */
  private static String errorType(KeptRequest kept) {
    RequestView request = kept.request;
    if (!reachedTheVisitor(kept.gateway)) {
      return kept.verdict == null ? "unknown" : kept.verdict.root.cause;
    }
    if (request.failure != null) {
      return request.failure.type;
    }
    if (request.http.status >= 500) {
      return String.valueOf(request.http.status);
    }
    return request.asyncTimedOut ? "timeout" : null;
  }

  private static boolean reachedTheVisitor(GatewayView gateway) {
    // the client that left of its own will is nobody's failure
    return gateway.outcome == Outcome.ANSWERED || gateway.outcome == Outcome.CLIENT_LEFT;
  }

  private static long endEpochNanos(RequestView request) {
    return request.startEpochNanos + request.elapsedNanos();
  }

  static Attributes exceptionTags(Scene scene, Failure failure) {
    return scene
        .tags()
        .text(Names.EXCEPTION_TYPE, failure.type)
        .text(Names.EXCEPTION_MESSAGE, failure.message)
        .text(Names.EXCEPTION_STACK, failure.stack)
        .build();
  }
}
