package io.harbinger.cause;

import io.harbinger.signal.HostView;
import java.util.Collections;

/**
 * The container's CPU quota is spent, so the kernel stops the process in each period.
 *
 * <pre>
 *   share = (stops that overlap the request + ordinary operations drawn out by them
 *            + own code and waits for healthy holders meanwhile) / elapsed
 * </pre>
 *
 * <p>Needs throttled periods in the cgroup's figures, or stops that are known to come from them.
 */
final class CpuThrottled implements Cause {
  private static final String VALUE = "overload.cpu_throttled";
  private static final int LEVEL = 2;
  private static final String REMEDY =
      "Raise or remove the container's CPU limit (Kubernetes resources.limits.cpu, docker --cpus),"
          + " or make the process need less: fewer threads, -XX:ActiveProcessorCount.";

  @Override
  public String value() {
    return VALUE;
  }

  @Override
  public int level() {
    return LEVEL;
  }

  /** As {@link Strain#seen} tells it. */
  static Finding seen(HostView host) {
    return new Finding(
        VALUE,
        LEVEL,
        Confidence.PROBABLE,
        0,
        host.cpuQuota > 0 ? "quota " + quota(host) : "quota",
        null,
        null,
        Collections.singletonList(
            host.throttledPeriodShare >= 0
                ? throttled(host)
                : "A thread of the agent's got no processor, because the quota was spent."),
        REMEDY);
  }

  @Override
  public Finding look(Evidence evidence) {
    Blame blame = evidence.blame();
    HostView host = evidence.host;
    double share = blame.share(Doing.THROTTLED);
    if (blame.strain.throttled) {
      share += blame.share(Doing.STARVED, Doing.STOPPED, Doing.POOL, Doing.WORKERS, Doing.OWN);
      share += CpuLoop.looping(evidence) ? 0 : blame.share(Doing.CPU);
    } else if (host.throttledPeriodShare >= 0.1) {
      share += blame.share(Doing.STARVED);
    }
    if (share <= 0) {
      return null;
    }
    Charge charge = new Charge(this, evidence).byShare(share);
    long stops = blame.nanos(Doing.THROTTLED);
    if (stops > 0) {
      charge.because(
          "The kernel stopped or slowed the request for "
              + charge.of(stops)
              + ", because the CPU quota was spent.");
    }
    if (host.throttledPeriodShare >= 0) {
      charge.because(throttled(host));
    }
    if (host.cpuQuota > 0) {
      charge.because("The quota is " + quota(host) + " processors.");
      charge.detail("quota " + quota(host));
    }
    Portion waited = blame.most(Doing.POOL, Doing.WORKERS);
    if (waited != null) {
      charge.waits(waited);
    }
    return charge.remedy(REMEDY);
  }

  private static String throttled(HostView host) {
    return "The container was throttled in "
        + Words.percent(host.throttledPeriodShare)
        + " of the quota's periods.";
  }

  private static double quota(HostView host) {
    return Math.round(host.cpuQuota * 100) / 100.0;
  }
}
