package com.example.laboratory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * All that the agent has told about one trace. Written by the receiver's threads, read by the
 * laboratory's: every method is synchronized.
 */
final class Account {

  private final Map<String, Object> server = new LinkedHashMap<>();
  private final Map<String, Object> underway = new LinkedHashMap<>();
  private long firstWarningAt;
  private long firstWarningRecordedAt;

  /** The finished SERVER span. */
  synchronized void finished(Map<String, Object> attributes) {
    server.putAll(attributes);
  }

  /** A snapshot span or an event that left while the request was still running; later ones win. */
  synchronized void warned(long recordedAt, long receivedAt, Map<String, Object> attributes) {
    if (firstWarningAt == 0) {
      firstWarningAt = receivedAt;
      firstWarningRecordedAt = recordedAt;
    }
    underway.putAll(attributes);
  }

  /** Milliseconds since 1970, 0 if there was none. */
  synchronized long firstWarningAt() {
    return firstWarningAt;
  }

  /** Milliseconds that the first warning was on its way. */
  synchronized long warningTravelled() {
    return firstWarningAt - firstWarningRecordedAt;
  }

  /** From the SERVER span, or for a request that has not ended yet from what was said meanwhile. */
  synchronized Object get(String name) {
    return server.isEmpty() ? underway.get(name) : server.get(name);
  }

  /** The agent has told nothing. */
  synchronized boolean silent() {
    return server.isEmpty() && underway.isEmpty() && firstWarningAt == 0;
  }

  synchronized boolean ended() {
    return !server.isEmpty();
  }

  String cause() {
    return text("harbinger.cause");
  }

  String text(String name) {
    return Objects.toString(get(name), null);
  }

  List<?> list(String name) {
    return get(name) instanceof List<?> list ? list : Stream.ofNullable(get(name)).toList();
  }

  Integer number(String name) {
    return get(name) instanceof Long value ? Math.toIntExact(value) : null;
  }
}
