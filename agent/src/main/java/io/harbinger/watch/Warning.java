package io.harbinger.watch;

import io.harbinger.cause.Verdict;
import io.harbinger.gateway.GatewayView;
import io.harbinger.timeline.RequestView;

/** A word about a request that still runs. */
public final class Warning {
  public enum What {
    /** The deadline comes near. */
    AT_RISK,
    /** The gateway hung up. */
    GAVE_UP
  }

  public final What what;
  public final RequestView request;
  public final GatewayView gateway;
  public final Verdict verdict;

  /** Stack of the request's thread now, innermost frame first, one per line; may be empty. */
  public final String stack;

  /** {@code RUNNABLE}, {@code BLOCKED}, …, or {@code suspended}. */
  public final String state;

  public final long atEpochNanos;

  public Warning(
      What what,
      RequestView request,
      GatewayView gateway,
      Verdict verdict,
      String stack,
      String state,
      long atEpochNanos) {
    this.what = what;
    this.request = request;
    this.gateway = gateway;
    this.verdict = verdict;
    this.stack = stack;
    this.state = state;
    this.atEpochNanos = atEpochNanos;
  }
}
