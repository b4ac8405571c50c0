package com.example.laboratory;

import java.time.Duration;

/**
 * One visit with both sides of it: what the gateway's log says, and what the agent told about the
 * same trace.
 *
 * @param account null if the agent told nothing
 */
record Outcome(GatewayLine line, Account account) {

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
    return line.status() == 504 && line.seconds() * 1e3 >= deadline.toMillis() * 0.99;
  }

  /** Answered before half of the deadline had passed: nobody could call it endangered. */
  boolean healthy(Duration deadline) {
    return line.status() < 499 && line.seconds() * 1e3 < deadline.toMillis() / 2.0;
  }

  /** The visitor went away while there was nothing wrong. */
  boolean leftEarly(Duration deadline) {
    return line.status() == 499 && line.seconds() * 1e3 < deadline.toMillis() / 2.0;
  }

  /** The status that the agent believes the visitor got, where it said one. */
  Integer claimedStatus() {
    return account == null ? null : account.number("harbinger.gateway.status");
  }
}
