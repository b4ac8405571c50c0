package io.harbinger.watch;

import io.harbinger.cause.Verdict;
import io.harbinger.gateway.GatewayView;
import io.harbinger.timeline.RequestView;

/** A finished request that becomes a trace. */
public final class KeptRequest {
  public final RequestView request;
  public final GatewayView gateway;

  /** Null: nothing is wrong with it, it is kept as a healthy example or for its sampled parent. */
  public final Verdict verdict;

  /**
   * {@code gave_up}, {@code at_risk}, {@code error}, {@code cause}, {@code sampled}, {@code
   * example}.
   */
  public final String why;

  public KeptRequest(RequestView request, GatewayView gateway, Verdict verdict, String why) {
    this.request = request;
    this.gateway = gateway;
    this.verdict = verdict;
    this.why = why;
  }
}
