package io.harbinger.timeline;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What callers and gateways say of a request in its headers: whose trace it belongs to, when it was
 * taken in, how long it is waited for. Part of a {@link Timeline}, with its rules for threads.
 */
final class CallerHeaders {
  static final int TRACEPARENT = 0;
  private static final int TRACESTATE = 1;
  private static final int REQUEST_START = 2;
  private static final int QUEUE_START = 3;
  private static final String[] NAMES = {
    "traceparent",
    "tracestate",
    "x-request-start",
    "x-queue-start",
    "x-envoy-expected-rq-timeout-ms",
    "grpc-timeout"
  };

  private final String[] values = new String[NAMES.length];
  private boolean any;

  /** Where it was put, or -1 for a header that is not wanted. */
  int put(String name, String value) {
    for (int i = 0; i < NAMES.length; i++) {
      if (NAMES[i].equals(name)) {
        values[i] = value;
        any = true;
        return i;
      }
    }
    return -1;
  }

  String traceState() {
    return values[TRACESTATE];
  }

  /** When the gateway took it in, as it was written, or null. */
  String queueStart() {
    String start = values[REQUEST_START];
    return start != null ? start : values[QUEUE_START];
  }

  Map<String, String> copy() {
    if (!any) {
      return Collections.emptyMap();
    }
    Map<String, String> copy = new LinkedHashMap<>();
    for (int i = 0; i < NAMES.length; i++) {
      if (values[i] != null) {
        copy.put(NAMES[i], values[i]);
      }
    }
    return copy;
  }

  void clear() {
    if (any) {
      for (int i = 0; i < values.length; i++) {
        values[i] = null;
      }
      any = false;
    }
  }
}
