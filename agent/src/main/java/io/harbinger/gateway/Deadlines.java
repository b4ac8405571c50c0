package io.harbinger.gateway;

import io.harbinger.log.Log;
import io.harbinger.timeline.HeaderStudy;
import io.harbinger.timeline.RequestView;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The deadline of a request, best source first: its own header, the setting, what hang-ups have
 * taught, the profile.
 *
 * <p>A header can only shorten what it speaks for: {@code x-envoy-expected-rq-timeout-ms} is the
 * limit of this very request; {@code x-request-start} and {@code x-queue-start} tell the time
 * already spent in front of this process, as far as the clocks agree ({@link QueueClock}). The
 * watcher's thread alone asks about requests and tells of hang-ups.
 */
public final class Deadlines {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** Older queue starts are a wrong clock, not a queue. */
  private static final long LONGEST_QUEUE_MILLIS = 10 * 60_000L;

  private static final long UNTOLD = -1;

  /** Closer to the profile's limit than this share, a learned one only confirms it. */
  private static final double SAME = 0.15;

  private final long settingMillis;
  private final LongSupplier epochMillis;
  private final Recognition recognition;
  private final Log log;
  private final QueueClock queueClock = new QueueClock();
  private final LearnedDeadline learned = new LearnedDeadline();
  private long saidMillis;

  /** Written by the watcher's thread when the gateway is recognised; read by any. */
  private volatile Chain chain;

  /** Written by the watcher's thread; read by any. */
  private volatile Deadline usual;

  private volatile boolean recognised;

  /**
   * @param settingMillis {@code harbinger.gateway.deadline}, or 0 when not set
   * @param recognition null where the profile was chosen
   */
  public Deadlines(
      Profile profile,
      long settingMillis,
      Recognition recognition,
      LongSupplier epochMillis,
      Log log) {
    this.chain = Chain.of(profile);
    this.settingMillis = settingMillis;
    this.recognition = recognition;
    this.epochMillis = epochMillis;
    this.log = log;
    usual = best();
  }

  public Chain chain() {
    return chain;
  }

  /** The gateway that talks to this process. */
  public Profile profile() {
    return chain.nearest;
  }

  /** Nobody said, and nothing has shown yet, that this is the gateway. */
  public boolean assumed() {
    return recognition != null && !recognised;
  }

  /** The limit is for the complete answer; else only for the silence before and within it. */
  public boolean limitsTheWhole() {
    return chain.strictest.totalMillis > 0;
  }

  /** What applies to a request that brings no header. */
  public Deadline usual() {
    return usual;
  }

  /** To be called at each tick of the watcher. */
  public void tick(HeaderStudy study) {
    Chain found = recognition == null ? null : recognition.tick(study);
    if (found != null) {
      chain = found;
      recognised = true;
    }
    Deadline now = best();
    if (found != null || now.limitMillis != usual.limitMillis || now.source != usual.source) {
      sayLearned(now);
    }
    usual = now;
  }

  /**
   * Hang-ups have come at ages that nothing explains, so more precise looks are worth their cost.
   */
  public boolean curious() {
    return settingMillis == 0 && learned.curious();
  }

  /**
   * The peer hung up on a request that had answered nothing yet.
   *
   * @param who what it asked for
   */
  public void hungUp(HangUp hangUp, long startNanos, Deadline deadline, String who) {
    if (settingMillis == 0 && deadline.source != Deadline.Source.HEADER) {
      long after = Math.max(0, hangUp.afterNanos - startNanos) / NANOS_PER_MILLI;
      long seen = (hangUp.seenNanos - startNanos) / NANOS_PER_MILLI;
      learned.hungUp(after + deadline.queueMillis, seen + deadline.queueMillis, who, startNanos);
    }
  }

  /** True once a request that the peer still waits for speaks against what was learned. */
  public boolean stayed(long ageNanos, Deadline deadline) {
    long age = ageNanos / NANOS_PER_MILLI + deadline.queueMillis;
    boolean against = deadline.source != Deadline.Source.HEADER && learned.contradicts(age);
    if (against) {
      learned.stayed(age);
    }
    return against;
  }

  private Deadline best() {
    if (settingMillis > 0) {
      return new Deadline(settingMillis, Deadline.Source.SETTING, 0);
    }
    long limit = chain.strictest.deadlineMillis();
    long taught = learned.millis();
    return taught > 0 && Math.abs(taught - limit) > SAME * limit
        ? new Deadline(taught, Deadline.Source.LEARNED, 0, false, learned.observations())
        : new Deadline(limit, Deadline.Source.PROFILE, 0);
  }

  private void sayLearned(Deadline now) {
    if (now.source == Deadline.Source.LEARNED && now.limitMillis != saidMillis) {
      saidMillis = now.limitMillis;
      log.info(
          "learned that the gateway waits "
              + now.limitMillis
              + " ms, from "
              + now.observations
              + " hang-ups; harbinger.gateway.deadline sets it for good");
    } else if (now.source == Deadline.Source.PROFILE && saidMillis > 0) {
      saidMillis = 0;
      log.info("unlearned the gateway's limit, because it waited longer several times");
    }
  }

  public Deadline of(RequestView request) {
    Map<String, String> headers = request.http.headers;
    if (headers.isEmpty()) {
      return usual;
    }
    long own = timeoutMillis(headers);
    Deadline limit = own > 0 ? new Deadline(own, Deadline.Source.HEADER, 0) : usual;
    long queue = toldMillis(queueStart(headers), request.startEpochNanos / NANOS_PER_MILLI);
    return queue == UNTOLD ? limit : limit.after(queue);
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

  private static String queueStart(Map<String, String> headers) {
    String start = headers.get("x-request-start");
    return start == null ? headers.get("x-queue-start") : start;
  }

  /**
   * Time in front of this process by that header, 0 where it tells none; allocates nothing.
   *
   * @param start null: there is none
   */
  public long queueMillis(String start, long arrivedMillis) {
    return Math.max(0, toldMillis(start, arrivedMillis));
  }

  private long toldMillis(String start, long arrivedMillis) {
    long startMillis = start == null ? 0 : QueueStart.epochMillis(start, epochMillis.getAsLong());
    if (startMillis == 0 || !queueClock.knows()) {
      return UNTOLD;
    }
    long queue = queueClock.believed(arrivedMillis - startMillis);
    return queue > LONGEST_QUEUE_MILLIS ? UNTOLD : queue;
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
