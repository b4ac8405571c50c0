package io.harbinger.export;

import io.harbinger.cause.Confidence;
import io.harbinger.cause.Words;
import io.harbinger.timeline.LaneView;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.SegmentView;
import io.harbinger.watch.Condition;
import io.harbinger.watch.Warning;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What leaves while the request still runs: a finished child span and an event of the same trace.
 *
 * <pre>
 *   GET /owners/{id}          not yet sent, it has the id that the snapshot names as its parent
 *   └── harbinger.snapshot    from the request's start to now, with an id of its own
 * </pre>
 */
final class Warnings {
  private static final Set<String> THREAD_STATES =
      new HashSet<>(
          Arrays.asList("new", "runnable", "blocked", "waiting", "timed_waiting", "terminated"));

  private final Scene scene;

  Warnings(Scene scene) {
    this.scene = scene;
  }

  /** Made once per warning: the span and the event have the same attributes. */
  Attributes attributes(Warning warning) {
    RequestView request = warning.request;
    Tags tags = scene.tags();
    HttpTags.addNames(tags, request.http);
    VerdictTags.add(tags, request, warning.gateway, warning.verdict);
    String state = warning.state == null ? "" : warning.state.toLowerCase(Locale.ROOT);
    if (THREAD_STATES.contains(state) && !request.lanes.isEmpty()) {
      LaneView lane = request.lanes.get(0);
      tags.whole(Names.THREAD_ID, lane.threadId).text(Names.THREAD_NAME, lane.threadName);
      tags.text(Names.THREAD_STATE, state);
    }
    if (warning.stack != null && !warning.stack.isEmpty()) {
      tags.text(Names.CODE_STACK, warning.stack);
    }
    SegmentView current = request.current();
    if (current != null) {
      SegmentSpans.describe(tags, current);
    }
    return tags.build();
  }

  SpanData snapshot(Warning warning, Attributes attributes) {
    FinishedSpan span =
        new FinishedSpan(
            scene,
            Names.SNAPSHOT,
            SpanKind.INTERNAL,
            Ids.child(warning.request.trace, Ids.fresh()),
            Ids.of(warning.request.trace),
            warning.request.startEpochNanos,
            warning.atEpochNanos,
            attributes);
    span.links = RequestSpans.culprit(warning.verdict);
    return span;
  }

  EventRecord event(Warning warning, Attributes attributes) {
    boolean gaveUp = warning.what == Warning.What.GAVE_UP;
    return new EventRecord(
        scene,
        gaveUp ? Names.GAVE_UP : Names.AT_RISK,
        gaveUp ? Severity.ERROR : Severity.WARN,
        warning.atEpochNanos,
        Ids.of(warning.request.trace),
        sentence(warning, gaveUp),
        attributes);
  }

  EventRecord event(Condition condition) {
    Tags tags =
        scene
            .tags()
            .text(Names.CAUSE, condition.cause)
            .text(Names.RESOURCE, condition.resource)
            .decimal(Names.LEVEL, condition.level)
            .decimal(Names.LIMIT, condition.limit);
    if (condition.inboundSuspected) {
      tags.yes(Names.INBOUND_SUSPECTED);
    }
    if (condition.possible) {
      tags.text(Names.CONFIDENCE, Confidence.POSSIBLE.label);
    }
    if (condition.secondsLeft >= 0) {
      tags.decimal(Names.SECONDS_LEFT, condition.secondsLeft);
    }
    return new EventRecord(
        scene,
        condition.started ? Names.CONDITION_STARTED : Names.CONDITION_ENDED,
        condition.started ? Severity.WARN : Severity.INFO,
        condition.atEpochNanos,
        SpanContext.getInvalid(),
        condition.sentence,
        tags.build());
  }

  private static String sentence(Warning warning, boolean gaveUp) {
    long limit = warning.gateway.deadline.limitMillis;
    String cause = warning.verdict == null ? "unknown" : warning.verdict.root.cause;
    // without a formatter, because thousands may be said within seconds
    return warning.request.http.name()
        + (gaveUp ? " was given up by the gateway" : " is at risk")
        + " after "
        + Words.seconds(warning.request.elapsedNanos() / 1e9)
        + (limit > 0 ? " of " + Words.seconds(limit / 1e3) : "")
        + ": "
        + cause;
  }
}
