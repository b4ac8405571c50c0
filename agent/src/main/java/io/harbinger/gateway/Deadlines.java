package io.harbinger.gateway;

import io.harbinger.timeline.RequestView;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The deadline of a request, best source first: its own header, the setting, the profile.
 *
 * <p>A header can only shorten what it speaks for: {@code x-envoy-expected-rq-timeout-ms} is the
 * limit of this very request; {@code x-request-start} and {@code x-queue-start} tell the time
 * already spent in front of this process, as far as the clocks agree ({@link QueueClock}). The
 * watcher's thread alone asks about requests.
 */
public final class Deadlines {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** Older queue starts are a wrong clock, not a queue. */
  private static final long LONGEST_QUEUE_MILLIS = 10 * 60_000L;

  private final Profile profile;
  private final long settingMillis;
  private final LongSupplier epochMillis;
  private final QueueClock queueClock = new QueueClock();

  /**
   * @param settingMillis {@code harbinger.gateway.deadline}, or 0 when not set
   */
  public Deadlines(Profile profile, long settingMillis, LongSupplier epochMillis) {
    this.profile = profile;
    this.settingMillis = settingMillis;
    this.epochMillis = epochMillis;
  }

  public Profile profile() {
    return profile;
  }

  /** The limit is for the complete answer; else only for the silence before and within it. */
  public boolean limitsTheWhole() {
    return profile.totalMillis > 0;
  }

  /** What applies to a request that brings no header. */
  public Deadline usual() {
    return settingMillis > 0
        ? new Deadline(settingMillis, Deadline.Source.SETTING, 0)
        : new Deadline(profile.deadlineMillis(), Deadline.Source.PROFILE, 0);
  }

  public Deadline of(RequestView request) {
    Map<String, String> headers = request.http.headers;
    Deadline usual = usual();
    if (headers.isEmpty()) {
      return usual;
    }
    long queue = queueMillis(headers, request.startEpochNanos / NANOS_PER_MILLI);
    long own = timeoutMillis(headers);
    return own > 0
        ? new Deadline(own, Deadline.Source.HEADER, queue)
        : new Deadline(usual.limitMillis, usual.source, queue);
  }

  private static long timeoutMillis(Map<String, String> headers) {
    String envoy = headers.get("x-envoy-expected-rq-timeout-ms");
    long millis = envoy == null ? 0 : number(envoy.trim());
    return millis > 0 ? millis : grpcMillis(headers.get("grpc-timeout"));
  }

  /** gRPC over HTTP/2: up to eight digits and a unit of {@code H M S m u n}. */
  static long grpcMillis(String value) {
    if (value == null || value.length() < 2 || value.length() > 9) {
      return 0;
    }
    long amount = number(value.substring(0, value.length() - 1));
    switch (value.charAt(value.length() - 1)) {
      case 'H':
        return amount * 3_600_000;
      case 'M':
        return amount * 60_000;
      case 'S':
        return amount * 1_000;
      case 'm':
        return amount;
      case 'u':
        return (amount + 999) / 1_000;
      case 'n':
        return (amount + 999_999) / 1_000_000;
      default:
        return 0;
    }
  }

  /** A request like any other passed by: its queue tells about the clocks. */
  public void passed(String queueStart, long arrivedMillis) {
    long startMillis = QueueStart.epochMillis(queueStart, epochMillis.getAsLong());
    if (startMillis != 0) {
      queueClock.seen(arrivedMillis - startMillis, arrivedMillis);
    }
  }

  private long queueMillis(Map<String, String> headers, long arrivedMillis) {
    String start = headers.get("x-request-start");
    if (start == null) {
      start = headers.get("x-queue-start");
    }
    long startMillis = start == null ? 0 : QueueStart.epochMillis(start, epochMillis.getAsLong());
    long queue = startMillis == 0 ? 0 : queueClock.believed(arrivedMillis - startMillis);
    return queue > LONGEST_QUEUE_MILLIS ? 0 : queue;
  }

  /** The number, or 0 where it is none. */
  private static long number(String digits) {
    try {
      return Math.max(0, Long.parseLong(digits));
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }
}
