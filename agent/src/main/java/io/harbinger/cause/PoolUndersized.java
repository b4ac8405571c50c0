package io.harbinger.cause;

import io.harbinger.timeline.PoolView;

/**
 * The pool is too small for the usual traffic: its holders are healthy, there are just too few
 * connections.
 *
 * <pre>
 *   share = waits for a pool whose holders do nothing unusual / elapsed
 *           (half of it in a surge, under collections or a quota, or where the holders keep their
 *           connections for far longer than usual, because they get no processor; or where the
 *           pool was large enough before, and they get none or nobody comes more often)
 * </pre>
 *
 * <p>Not when the database is away, not while most places of the pool are empty, and not without a
 * look at the holders.
 */
final class PoolUndersized implements Cause {
  @Override
  public String value() {
    return "timeout.pool_undersized";
  }

  @Override
  public int level() {
    return 5;
  }

  @Override
  public Finding look(Evidence evidence) {
    Blame blame = evidence.blame();
    Portion most = blame.most(Doing.POOL);
    DatabaseHang.State state = blame.hang().state;
    boolean away = state == DatabaseHang.State.REFUSED || state == DatabaseHang.State.SILENT;
    if (most == null || most.vote == null || most.vote.doing != Doing.POOL || away) {
      return null;
    }
    Wait look = most.vote.look;
    if (look.active >= 0 && look.active * 2 < look.max) {
      return null; // most of its places are empty: connections cannot be made
    }
    double share = blame.share(Doing.POOL);
    boolean consequence =
        blame.strain.surge
            || blame.strain.stopsAll()
            || (Tenure.enoughBefore(evidence, most.detail)
                && (blame.strain.saturated || usual(evidence.traffic)))
            || Tenure.drawnOut(evidence, most.detail);
    Charge charge = new Charge(this, evidence).byShare(consequence ? share / 2 : share);
    charge.detail(most.detail).tells(most);
    charge.because("Its holders do nothing unusual: none of them is in a slow operation.");
    Traffic traffic = evidence.traffic;
    if (usual(traffic)) {
      charge.because(
          "The traffic is usual: "
              + Words.rate(traffic.perSecond)
              + ", before "
              + Words.rate(traffic.usualPerSecond)
              + ".");
    }
    PoolView pool = Tenure.pool(evidence, most.detail);
    if (pool != null && pool.holdMedianNanos > 0) {
      charge.because(
          "A connection is kept for " + Words.time(pool.holdMedianNanos) + " in the middle.");
    }
    return charge.remedy(remedy(evidence, most));
  }

  private static boolean usual(Traffic traffic) {
    return traffic.usualPerSecond > 0 && traffic.perSecond <= 1.25 * traffic.usualPerSecond;
  }

  private static String remedy(Evidence evidence, Portion most) {
    int max = most.vote.look.max;
    String from = max > 0 ? " from " + max : "";
    return "Raise the pool's size"
        + from
        + " (HikariCP maximumPoolSize, spring.datasource.hikari.maximum-pool-size; DBCP2 maxTotal,"
        + " Tomcat JDBC maxActive, c3p0 maxPoolSize) to arrivals per second × seconds a connection"
        + " is kept, or keep connections shorter; set the longest wait (connectionTimeout,"
        + " maxWaitMillis, maxWait, checkoutTimeout) to 2–5 s, below "
        + Words.deadline(evidence.gateway)
        + " so that the visitor gets a fast answer.";
  }
}
