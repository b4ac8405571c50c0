package io.harbinger.cause;

import io.harbinger.signal.HostView;
import io.harbinger.signal.ProcessorWait;
import io.harbinger.signal.Stall;

/**
 * Whether this process itself is short of air, so that every operation looks slow from inside.
 *
 * <pre>
 *   GC         collections stop it  ≥ 30 % of the request, or take ≥ 30 % of the time
 *   THROTTLED  the quota stops it   ≥ 30 % of the request, or ≥ 50 % of the periods are throttled
 *   SATURATED  it uses ≥ 90 % of its processors, or they are ≥ 90 % busy and its threads wait
 *              for them three times as long as they run (and ≥ 1 s a second), or 30 % are stolen,
 *              or its threads woke late for want of a processor for ≥ 30 % of the request
 *   crowded out: saturated, though it uses less than half of what it may use itself; its
 *              collections are drawn out then, too
 * </pre>
 *
 * <p>Under strain, and in a surge of visitors, only an operation that is extraordinary by itself is
 * blamed (see {@link Usual}); the others are booked on the strain.
 */
public final class Strain {
  /** The local pressure that slows everything down, or null. */
  final Doing pressure;

  /** Many more visitors than usual, and they are served, not stuck. */
  final boolean surge;

  final boolean throttled;
  final boolean saturated;

  /** Others have the processors. */
  final boolean crowdedOut;

  private Strain(
      Doing pressure, boolean surge, boolean throttled, boolean saturated, boolean crowdedOut) {
    this.pressure = pressure;
    this.surge = surge;
    this.throttled = throttled;
    this.saturated = saturated;
    this.crowdedOut = crowdedOut;
  }

  static Strain of(Evidence evidence) {
    HostView host = evidence.host;
    double collecting = Math.max(stalled(evidence, Stall.Reason.GC), host.gcShare);
    double stopped = stalled(evidence, Stall.Reason.THROTTLED);
    boolean throttled = stopped >= 0.3 || throttles(host);
    boolean saturated =
        (host.cpuLimit > 0 && host.cpuUsed / host.cpuLimit >= 0.9)
            || (host.hostCpuShare >= 0.9 && waits(host))
            || host.stealShare >= 0.3
            || stalled(evidence, Stall.Reason.STARVED) >= 0.3;
    boolean crowdedOut = saturated && !throttled && !HeapExhausted.full(host) && usesLittle(host);
    Doing pressure = null;
    if (crowdedOut) {
      pressure = Doing.STARVED;
    } else if (collecting >= 0.3 && collecting >= stopped) {
      pressure = Doing.GC;
    } else if (throttled) {
      pressure = Doing.THROTTLED;
    } else if (saturated) {
      pressure = Doing.STARVED;
    }
    return new Strain(pressure, surge(evidence.traffic), throttled, saturated, crowdedOut);
  }

  /** For who gets no processor and cannot gather evidence; the share is told with each request. */
  public static Finding seen(HostView host, ProcessorWait wait) {
    return throttles(host) || wait.throttled() ? CpuThrottled.seen(host) : CpuSaturated.seen(host);
  }

  /** The same: others have the processors. */
  public static boolean crowdedOut(HostView host, ProcessorWait wait) {
    return usesLittle(host) && !throttles(host) && !wait.throttled();
  }

  private static boolean throttles(HostView host) {
    return host.throttledPeriodShare >= 0.5;
  }

  static boolean usesLittle(HostView host) {
    return host.cpuUsed >= 0 && host.cpuUsed < 0.5 * host.cpuLimit;
  }

  /** Its threads wait for a processor, and far longer than they run. */
  private static boolean waits(HostView host) {
    return host.runDelay < 0 || host.runDelay >= Math.max(1, 3 * host.cpuUsed);
  }

  /** The collector or the quota: whoever holds something then holds it for longer. */
  boolean stopsAll() {
    return pressure == Doing.GC || pressure == Doing.THROTTLED;
  }

  boolean on() {
    return pressure != null || surge;
  }

  /** On what ordinary operations are booked while it lasts. */
  Doing doing() {
    return pressure == null ? Doing.STARVED : pressure;
  }

  /**
   * Arrivals are 2.5 times the usual; or, where a full server hides how many wish to come, it
   * serves 1.4 times the usual rate, took in as many at the peak, and three times the usual number
   * is inside. Who only serves more than usual works off what a hang has left.
   */
  private static boolean surge(Traffic traffic) {
    double usual = traffic.usualPerSecond;
    if (usual <= 0) {
      return false;
    }
    boolean arriving = traffic.perSecond >= 2.5 * usual && traffic.perSecond - usual >= 5;
    boolean served =
        Math.min(traffic.peakPerSecond, traffic.completedPerSecond) >= 1.4 * usual
            && traffic.inFlight >= 10
            && traffic.inFlight >= 3 * Math.max(2, traffic.usualInFlight);
    return arriving || served;
  }

  private static double stalled(Evidence evidence, Stall.Reason reason) {
    long sum = 0;
    for (Stall stall : evidence.stalls) {
      if (stall.reason == reason) {
        sum += stall.overlap(evidence.request.startNanos, evidence.request.endNanos);
      }
    }
    return sum / (double) Math.max(1, evidence.request.elapsedNanos());
  }
}
