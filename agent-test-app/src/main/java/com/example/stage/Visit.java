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

  Visit(String requestId, String path, Random random) {
    this.requestId = requestId;
    this.path = path;
    traceId = String.format("%016x%016x", random.nextLong(), random.nextLong());
  }

  /** W3C trace context; its last part says that the caller does not record this trace. */
  String traceparent() {
    return "00-" + traceId + "-" + traceId.substring(0, 15) + "1-00";
  }
}
