package io.harbinger.timeline;

/** W3C trace identity of a request, ids as longs; {@link #parentSpanId} 0 means none. */
public final class TraceContext {
  public final long traceHi;
  public final long traceLo;
  public final long spanId;
  public final long parentSpanId;

  /** Flags of the caller's traceparent; bit 0 = sampled; 0 without a caller. */
  public final byte flags;

  /** The caller's tracestate, or null. */
  public final String state;

  public TraceContext(
      long traceHi, long traceLo, long spanId, long parentSpanId, byte flags, String state) {
    this.traceHi = traceHi;
    this.traceLo = traceLo;
    this.spanId = spanId;
    this.parentSpanId = parentSpanId;
    this.flags = flags;
    this.state = state;
  }

  public String traceIdHex() {
    return hex(traceHi) + hex(traceLo);
  }

  public String spanIdHex() {
    return hex(spanId);
  }

  public static String hex(long id) {
    String digits = Long.toHexString(id);
    return "0000000000000000".substring(digits.length()) + digits;
  }
}
