package com.example.stage;

import java.util.Random;

/**
 * One request of one visitor, findable by its request id in the gateway's log and by its trace id
 * in the traces.
 */
public final class Visit {

  public final String requestId;
  public final String traceId;
  public final String path;
  private final boolean recorded;

  Visit(String requestId, String path, Random random) {
    this(requestId, path, random, false);
  }

  /**
   * @param recorded whether the caller records this trace, so that the shop is to, too
   */
  Visit(String requestId, String path, Random random, boolean recorded) {
    this.requestId = requestId;
    this.recorded = recorded;
    this.path = path;
    traceId = String.format("%016x%016x", random.nextLong(), random.nextLong());
  }

  /** W3C trace context; its last part says whether the caller records this trace. */
  String traceparent() {
    return "00-" + traceId + "-" + traceId.substring(0, 15) + "1-" + (recorded ? "01" : "00");
  }
}
