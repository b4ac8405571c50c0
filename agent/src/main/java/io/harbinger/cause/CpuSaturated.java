package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import io.harbinger.signal.HostView;
import java.util.ArrayList;
import java.util.List;

/**
 * All processors are busy, with this process or with others.
 *
 * <pre>
 *   share = (ready but not running + ordinary operations drawn out by it + computing
 *            + own code that nobody saw waiting
 *            + waits for healthy holders, who keep a connection for longer than usual,
 *              or of a pool that was large enough before
 *            + collections, where others have the processors) / elapsed
 *           (half of it in a surge, or where the heap is full, whose collections want
 *           processors: then that is the root)
 * </pre>
 *
 * <p>Not when the quota throttles, or one request computes out of all proportion.
 */
final class CpuSaturated implements Cause {
  private static final String VALUE = "overload.cpu_saturated";
  private static final int LEVEL = 6;

  /** Of the time without a processor, where that alone shows it. */
  private static final double LEAST = 0.3;

  /** As {@link Strain#seen} tells it. */
  static Finding seen(HostView host) {
    boolean others = Strain.usesLittle(host);
    List<String> evidence = new ArrayList<>();
    evidence.add("A thread of the agent's is ready to run and gets no processor.");
    if (host.hostCpuShare >= 0) {
      evidence.add(busy(host));
    }
    return new Finding(
        VALUE, LEVEL, Confidence.PROBABLE, 0, detail(others), null, null, evidence, remedy(others));
  }

  @Override
  public String value() {
    return VALUE;
  }

  @Override
  public int level() {
    return LEVEL;
  }

  @Override
  public Finding look(Evidence evidence) {
    Blame blame = evidence.blame();
    boolean starved = blame.share(Doing.STARVED) >= LEAST;
    if ((!blame.strain.saturated && !starved) || blame.strain.throttled) {
      return null;
    }
    double share = blame.share(Doing.STARVED, Doing.OWN, Doing.WORKERS);
    Portion pool = blame.most(Doing.POOL);
    boolean drawnOut = pool != null && Tenure.drawnOut(evidence, pool.detail);
    boolean enough = pool != null && Tenure.enoughBefore(evidence, pool.detail);
    share += drawnOut || enough || blame.strain.surge ? blame.share(Doing.POOL) : 0;
    share += blame.strain.crowdedOut ? blame.share(Doing.GC) : 0;
    share += CpuLoop.looping(evidence) ? 0 : blame.share(Doing.CPU);
    if (share <= 0) {
      return null;
    }
    HostView host = evidence.host;
    boolean consequence = blame.strain.surge || HeapExhausted.full(host);
    Charge charge = new Charge(this, evidence).byShare(consequence ? share / 2 : share);
    if (host.cpuUsed >= 0 && host.cpuLimit > 0) {
      charge.because(
          "The process used "
              + Words.percent(host.cpuUsed / host.cpuLimit)
              + " of the processors that it may use.");
    }
    if (host.hostCpuShare >= 0) {
      charge.because(busy(host));
    }
    if (host.runDelay >= 0.1 && host.cpuUsed >= 0) {
      charge.because(
          "In each second its threads ran for "
              + Words.seconds(host.cpuUsed)
              + " and were ready to run, without a processor, for "
              + Words.seconds(host.runDelay)
              + ".");
    }
    if (host.stealShare >= 0.1) {
      charge.because("The hypervisor took " + Words.percent(host.stealShare) + " of it away.");
    }
    boolean others = blame.strain.crowdedOut;
    charge.detail(detail(others));
    charge.tells(blame.most(Doing.STARVED)).tells(blame.most(Doing.CPU));
    Portion waited = blame.most(Doing.POOL, Doing.WORKERS);
    if (waited != null) {
      charge.waits(waited);
    }
    if (drawnOut) {
      charge.because(
          "A connection is held for "
              + Words.time(Tenure.now(evidence, pool.detail))
              + " so far; usual are "
              + Words.time(Tenure.pool(evidence, pool.detail).holdMedianNanos)
              + ".");
    }
    if (enough && !drawnOut) {
      charge.because(
          "The pool was large enough before: "
              + Words.usually(evidence.usual(Kind.POOL_WAIT, pool.detail))
              + " to get a connection.");
    }
    return charge.remedy(remedy(others));
  }

  private static String busy(HostView host) {
    return "All processes together kept the host's processors busy for "
        + Words.percent(host.hostCpuShare)
        + " of the time.";
  }

  private static String detail(boolean others) {
    return others ? "other processes" : "this process";
  }

  private static String remedy(boolean others) {
    return others
        ? "Other processes take the processors: move them away, or give this one its share"
            + " (resources.requests.cpu, CPUWeight)."
        : "Add processors or instances, or find what computes (a profile of the busiest route);"
            + " fewer threads do not make it slower.";
  }
}
