package io.harbinger.gateway;

/** What the gateway allowed and did for one request. */
public final class GatewayView {
  public final String profile;
  public final Deadline deadline;

  /** {@link Outcome#ANSWERED} while nothing else is known. */
  public final Outcome outcome;

  /** What the visitor got; 0 where it is the application's own status. */
  public final int status;

  /** Null: it did not hang up. */
  public final HangUp hangUp;

  /** Age of the request at the hang-up, in milliseconds; -1 without. */
  public final long hangUpMillis;

  /** Bytes of response header that the gateway takes; 0 where that is not known or no matter. */
  public final int headerBytes;

  /** Of a gateway whose limit on headers is no matter. */
  public GatewayView(
      String profile,
      Deadline deadline,
      Outcome outcome,
      int status,
      HangUp hangUp,
      long hangUpMillis) {
    this(profile, deadline, outcome, status, hangUp, hangUpMillis, 0);
  }

  public GatewayView(
      String profile,
      Deadline deadline,
      Outcome outcome,
      int status,
      HangUp hangUp,
      long hangUpMillis,
      int headerBytes) {
    this.headerBytes = headerBytes;
    this.profile = profile;
    this.deadline = deadline;
    this.outcome = outcome;
    this.status = status;
    this.hangUp = hangUp;
    this.hangUpMillis = hangUpMillis;
  }
}
