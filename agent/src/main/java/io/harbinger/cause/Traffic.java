package io.harbinger.cause;

/** How many visitors came, against what is usual. */
public final class Traffic {
  /**
   * Arrivals per second over the request's last seconds, and the usual rate before (-1 unknown).
   */
  public final double perSecond;

  public final double usualPerSecond;

  /** The most of the last ten seconds, smoothed as {@link #perSecond}. */
  public final double peakPerSecond;

  /** Completions per second over the same stretch. */
  public final double completedPerSecond;

  public final int inFlight;
  public final double usualInFlight;

  public Traffic(
      double perSecond,
      double usualPerSecond,
      double peakPerSecond,
      double completedPerSecond,
      int inFlight,
      double usualInFlight) {
    this.perSecond = perSecond;
    this.usualPerSecond = usualPerSecond;
    this.peakPerSecond = peakPerSecond;
    this.completedPerSecond = completedPerSecond;
    this.inFlight = inFlight;
    this.usualInFlight = usualInFlight;
  }
}
