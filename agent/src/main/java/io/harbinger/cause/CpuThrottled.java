package io.harbinger.cause;

import io.harbinger.signal.HostView;

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
  @Override
  public String value() {
    return "overload.cpu_throttled";
  }

  @Override
  public int level() {
    return 2;
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
      charge.because(
          "The container was throttled in "
              + Words.percent(host.throttledPeriodShare)
              + " of the quota's periods.");
    }
    String quota = host.cpuQuota > 0 ? String.valueOf(Math.round(host.cpuQuota * 100) / 100.0) : "";
    if (host.cpuQuota > 0) {
      charge.because("The quota is " + quota + " processors.");
      charge.detail("quota " + quota);
    }
    Portion waited = blame.most(Doing.POOL, Doing.WORKERS);
    if (waited != null) {
      charge.waits(waited);
    }
    return charge.remedy(
        "Raise or remove the container's CPU limit (Kubernetes resources.limits.cpu, docker --cpus),"
            + " or make the process need less: fewer threads, -XX:ActiveProcessorCount.");
  }
}
