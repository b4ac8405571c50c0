package io.harbinger.cause;

/**
 * Many more visitors than usual came, while each operation costs about what it always does.
 *
 * <pre>
 *   share = (waits for healthy holders + ready but not running + ordinary operations drawn out
 *            + computing) / elapsed, in a surge as {@link Strain} defines it
 * </pre>
 *
 * <p>An operation that is extraordinary by itself keeps its own blame.
 */
final class TrafficSurge implements Cause {
  @Override
  public String value() {
    return "overload.traffic_surge";
  }

  @Override
  public int level() {
    return 6;
  }

  @Override
  public Finding look(Evidence evidence) {
    Blame blame = evidence.blame();
    if (!blame.strain.surge) {
      return null;
    }
    double share = blame.share(Doing.POOL, Doing.WORKERS, Doing.STARVED);
    share += CpuLoop.looping(evidence) ? 0 : blame.share(Doing.CPU);
    if (share <= 0) {
      return null;
    }
    Traffic traffic = evidence.traffic;
    Charge charge = new Charge(this, evidence).byShare(share);
    charge.because(
        Words.rate(traffic.perSecond)
            + " came in"
            + (traffic.peakPerSecond >= 1.2 * traffic.perSecond
                ? ", " + Words.rate(traffic.peakPerSecond) + " at the peak,"
                : "")
            + " and "
            + Words.rate(traffic.completedPerSecond)
            + " were served; usual are "
            + Words.rate(traffic.usualPerSecond)
            + ".");
    charge.because(
        traffic.inFlight
            + " requests were in progress; usual are "
            + Math.round(traffic.usualInFlight)
            + ".");
    Portion waited = blame.most(Doing.POOL, Doing.WORKERS);
    if (waited != null) {
      charge.waits(waited);
      charge.detail(waited.detail);
    }
    charge.tells(blame.most(Doing.STARVED));
    return charge.remedy(
        "Add instances, or let fewer in: a rate limit at the gateway (nginx limit_req), a cache for"
            + " what many ask for; answer 503 with Retry-After before "
            + Words.deadline(evidence.gateway)
            + " are over.");
  }
}
