package io.harbinger.bridge;

/** The headers that {@link Bridge#header} takes, whatever their case. */
final class KnownHeaders {
  private static final String[] NAMES = {
    "tracestate",
    "traceparent",
    "grpc-timeout",
    "x-queue-start",
    "x-request-start",
    "x-envoy-expected-rq-timeout-ms"
  };

  private KnownHeaders() {}

  /** As the recorder knows it, or null. */
  static String find(String name) {
    for (String known : NAMES) {
      // the length first, because it rules out nearly every header
      if (known.length() == name.length() && known.equalsIgnoreCase(name)) {
        return known;
      }
    }
    return null;
  }
}
