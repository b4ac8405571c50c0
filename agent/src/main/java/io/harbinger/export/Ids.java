package io.harbinger.export;

import io.harbinger.timeline.TraceContext;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.internal.W3CTraceContextEncoding;
import java.util.concurrent.ThreadLocalRandom;

/** Span contexts out of ids that exist since the request's first moment, and new ids. */
final class Ids {
  private Ids() {}

  static SpanContext of(TraceContext trace) {
    return child(trace, trace.spanId);
  }

  /** Sampled whatever the caller said: what is exported is kept. */
  static SpanContext child(TraceContext trace, long spanId) {
    return SpanContext.create(
        trace.traceIdHex(), TraceContext.hex(spanId), TraceFlags.getSampled(), state(trace.state));
  }

  static SpanContext caller(TraceContext trace) {
    return trace.parentSpanId == 0
        ? SpanContext.getInvalid()
        : SpanContext.createFromRemoteParent(
            trace.traceIdHex(),
            TraceContext.hex(trace.parentSpanId),
            TraceFlags.fromByte(trace.flags),
            state(trace.state));
  }

  static long fresh() {
    long id;
    do {
      id = ThreadLocalRandom.current().nextLong();
    } while (id == 0);
    return id;
  }

  private static TraceState state(String written) {
    if (written == null || written.isEmpty()) {
      return TraceState.getDefault();
    }
    try {
      return W3CTraceContextEncoding.decodeTraceState(written);
    } catch (IllegalArgumentException malformed) {
      return TraceState.getDefault();
    }
  }
}
