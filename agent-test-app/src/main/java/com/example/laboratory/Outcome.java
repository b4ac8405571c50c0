package com.example.laboratory;

import java.time.Duration;
import java.util.List;

/**
 * One visit with all sides of it: what the gateway's log says, what the shop's, and what the agent
 * told about the same trace.
 *
 * @param readAt milliseconds since 1970 when a worker thread of the shop began to read it; null if
 *     none has
 * @param account what the agent told so far: it may tell more later
 */
record Outcome(GatewayLine line, Long readAt, Account account) {

  /** The agent looks every 100 ms, and what it finds must travel. */
  private static final long ONE_LOOK_MILLIS = 150;

  /** By which the clock of a gateway may differ, which counts in milliseconds. */
  private static final long ROUNDING_MILLIS = 20;

  /**
   * The gateway's line is of a second attempt. Where a connection of the shop ends before the
   * answer, HAProxy and httpd close the visitor's connection without one, unless the request was
   * the first on it, and the visitor's client tries again by itself. HAProxy's log has no line of
   * the first attempt.
   */
  boolean secondAttempt() {
    return readAt != null && (!line.reachedShop() || readAt < line.cameAt() - ROUNDING_MILLIS);
  }

  boolean failed() {
    return line.failed() || secondAttempt() && line.status() >= 500;
  }

  /** The gateway's own answer to what the shop did not answer. */
  boolean failedByGateway() {
    return line.failedByGateway() || secondAttempt() && line.status() >= 502;
  }

  /** Null while the agent has told nothing. */
  @Override
  public Account account() {
    return account == null || account.silent() ? null : account;
  }

  String cause() {
    return account == null ? null : account.cause();
  }

  boolean tagged() {
    return cause() != null;
  }

  /**
   * Milliseconds by which the first warning preceded the gateway's answer; null without a warning.
   */
  Long lead() {
    return account == null || account.firstWarningAt() == 0
        ? null
        : line.answeredAt() - account.firstWarningAt();
  }

  /** Hung until the gateway's patience was over. */
  boolean hung(Duration deadline) {
    // a little less, because a gateway's clock ticks in milliseconds
    boolean late = line.seconds() * 1e3 >= deadline.toMillis() * 0.99;
    return failedByGateway() && line.status() != 503 && late; // httpd's word for it is 502
  }

  /**
   * It hung in the connector's queue until the gateway's patience or the process was over: no
   * thread of the process ever learned that it exists, so nothing inside can have a trace of it.
   */
  boolean neverRead() {
    return failedByGateway() && readAt == null && account() == null;
  }

  /** A condition of the process was announced while the gateway waited for it. */
  boolean duringACondition(List<Announcement> announced) {
    return announced.stream()
        .anyMatch(one -> one.startedAt() <= line.answeredAt() && one.endedAt() > line.cameAt());
  }

  /**
   * Whether a worker thread had read it early enough for a warning of its own by half of the
   * deadline. Before that nobody in the process can know of this very request.
   */
  boolean readInTime(Duration deadline) {
    return readAt != null && readAt <= line.halfOf(deadline) - ONE_LOOK_MILLIS;
  }

  /** One that nobody had read was covered by a condition in time. */
  boolean warnedByCondition(Duration deadline, List<Announcement> announced) {
    return !warnedInTime(deadline)
        && !readInTime(deadline)
        && announced.stream().anyMatch(one -> one.warnsOfWaiting(line, deadline));
  }

  /** A warning of its own came by half of the deadline. */
  boolean warnedInTime(Duration deadline) {
    Long lead = lead();
    return lead != null && lead >= deadline.toMillis() / 2;
  }

  /** Answered before half of the deadline had passed: nobody could call it endangered. */
  boolean healthy(Duration deadline) {
    return !secondAttempt() && !left() && !line.cut() && line.status() < 499 && early(deadline);
  }

  /** The visitor went away while there was nothing wrong. */
  boolean leftEarly(Duration deadline) {
    return left() && early(deadline);
  }

  /** nginx's word for it is 499, HAProxy's 400; the shop itself answers neither. */
  private boolean left() {
    return line.status() == 499 || line.status() == 400;
  }

  private boolean early(Duration deadline) {
    return line.seconds() * 1e3 < deadline.toMillis() / 2.0;
  }

  /** The status that the agent believes the visitor got, where it said one and a log has it. */
  Integer claimedStatus() {
    // what did not reach the shop is not the attempt that the agent speaks of
    boolean same = account != null && line.reachedShop() && !secondAttempt();
    return same ? account.number("harbinger.gateway.status") : null;
  }
}
