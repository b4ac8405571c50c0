package io.harbinger.export;

import io.harbinger.timeline.LaneView;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.SegmentView;
import io.harbinger.timeline.Sql;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The segments of one lane as spans.
 *
 * <p>A segment that is still open when its request has ended is cut there. One inside another
 * becomes its child.
 */
final class SegmentSpans {
  /** What a fallback is named when the driver is not known to us, by the semantic conventions. */
  static final String OTHER_SQL = "other_sql";

  private final Scene scene;

  SegmentSpans(Scene scene) {
    this.scene = scene;
  }

  void add(RequestView request, LaneView lane, List<SpanData> spans) {
    SpanContext[] open = new SpanContext[8];
    for (SegmentView segment : lane.segments) {
      SpanContext parent = Ids.of(request.trace);
      for (int depth = Math.min(segment.depth, open.length) - 1; depth >= 0; depth--) {
        if (open[depth] != null) {
          parent = open[depth];
          break;
        }
      }
      SpanContext context =
          Ids.child(request.trace, segment.spanId != 0 ? segment.spanId : Ids.fresh());
      if (segment.depth < open.length) {
        open[segment.depth] = context;
        // because a deeper one that follows lies inside this one, not inside its elder sibling
        java.util.Arrays.fill(open, segment.depth + 1, open.length, null);
      }
      spans.add(span(request, lane, segment, context, parent));
    }
  }

  private SpanData span(
      RequestView request,
      LaneView lane,
      SegmentView segment,
      SpanContext context,
      SpanContext parent) {
    Tags tags = scene.tags();
    describe(tags, segment);
    tags.whole(Names.THREAD_ID, lane.threadId).text(Names.THREAD_NAME, lane.threadName);
    String error = errorType(segment);
    tags.text(Names.ERROR_TYPE, error);
    long zero = request.startEpochNanos - request.startNanos;
    long end = segment.open ? Math.max(request.endNanos, segment.startNanos) : segment.endNanos;
    FinishedSpan span =
        new FinishedSpan(
            scene,
            name(segment),
            kind(segment),
            context,
            parent,
            zero + segment.startNanos,
            zero + end,
            tags.build());
    if (error != null) {
      span.status = StatusData.error();
    }
    if (segment.failure != null && scene.exceptionsAsSpanEvents) {
      span.events =
          Collections.singletonList(
              RequestSpans.exceptionEvent(scene, segment.failure, zero + end));
    }
    return span;
  }

  /** What the segment works on; used for the open segment of a snapshot too. */
  static void describe(Tags tags, SegmentView segment) {
    switch (segment.kind) {
      case DB:
      case DB_FETCH:
        String summary = Sql.summary(segment.detail);
        tags.text(Names.DB_SYSTEM, segment.system == null ? OTHER_SQL : segment.system)
            .text(Names.DB_TEXT, Sql.scrub(segment.detail))
            .text(Names.DB_SUMMARY, summary)
            .text(Names.DB_OPERATION, firstWord(summary))
            .text(Names.DB_STATUS, segment.failure == null ? null : segment.failure.sqlState)
            .text(Names.POOL, segment.via);
        break;
      case POOL_WAIT:
        tags.text(Names.POOL, segment.detail);
        break;
      case CALL:
        tags.text(Names.METHOD, segment.via);
        address(tags, segment.detail);
        if (segment.status > 0) {
          tags.whole(Names.STATUS, segment.status);
        }
        break;
      case DNS:
        tags.text(Names.SERVER_ADDRESS, segment.detail);
        break;
      default:
        tags.text(Names.DETAIL, segment.detail);
    }
  }

  private static String name(SegmentView segment) {
    switch (segment.kind) {
      case DB:
        String summary = Sql.summary(segment.detail);
        return summary.isEmpty() ? "query" : summary;
      case DB_FETCH:
        return "fetch";
      case CALL:
        return segment.via == null ? "HTTP" : segment.via;
      case POOL_WAIT:
        return "pool wait " + segment.detail;
      case WORKER_QUEUE:
      case TASK_QUEUE:
        return "queue wait " + segment.detail;
      case DNS:
        return "dns " + segment.detail;
      default:
        return segment.kind.label.replace('_', ' ');
    }
  }

  private static SpanKind kind(SegmentView segment) {
    switch (segment.kind) {
      case DB:
      case CALL:
        return SpanKind.CLIENT;
      default:
        return SpanKind.INTERNAL;
    }
  }

  private static String errorType(SegmentView segment) {
    if (segment.failure != null) {
      return segment.failure.sqlState != null ? segment.failure.sqlState : segment.failure.type;
    }
    return segment.status >= 400 ? String.valueOf(segment.status) : null;
  }

  private static void address(Tags tags, String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    String port = hostAndPort.substring(colon + 1);
    if (colon > 0 && port.matches("\\d{1,5}")) {
      tags.text(Names.SERVER_ADDRESS, hostAndPort.substring(0, colon));
      tags.whole(Names.SERVER_PORT, Integer.parseInt(port));
    } else {
      tags.text(Names.SERVER_ADDRESS, hostAndPort);
    }
  }

  private static String firstWord(String summary) {
    int space = summary.indexOf(' ');
    String word = space < 0 ? summary : summary.substring(0, space);
    return word.isEmpty() ? null : word.toUpperCase(Locale.ROOT);
  }
}
