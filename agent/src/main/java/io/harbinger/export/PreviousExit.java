package io.harbinger.export;

import io.harbinger.cause.Finding;

/** How a process before this one ended. */
public final class PreviousExit {
  // whose spans and events these are
  public final String serviceName;
  public final String instanceId;
  public final long pid;

  public final Finding finding;

  /** Its last sign of life. */
  public final long atEpochNanos;

  public final double uptimeSeconds;

  /** Requests that were cut. */
  public final int requests;

  public final String sentence;

  public PreviousExit(
      String serviceName,
      String instanceId,
      long pid,
      Finding finding,
      long atEpochNanos,
      double uptimeSeconds,
      int requests,
      String sentence) {
    this.serviceName = serviceName;
    this.instanceId = instanceId;
    this.pid = pid;
    this.finding = finding;
    this.atEpochNanos = atEpochNanos;
    this.uptimeSeconds = uptimeSeconds;
    this.requests = requests;
    this.sentence = sentence;
  }
}
