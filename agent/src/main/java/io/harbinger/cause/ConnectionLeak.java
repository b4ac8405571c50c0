package io.harbinger.cause;

/**
 * Connections are not given back: their request has ended, or idle work in the background keeps
 * them; or the pool's holders all wait for a second connection of the same pool.
 *
 * <pre>  share = waits for a pool whose holders have leaked, or wait for the pool itself / elapsed
 * </pre>
 */
final class ConnectionLeak implements Cause {
  @Override
  public String value() {
    return "code.connection_leak";
  }

  @Override
  public int level() {
    return 5;
  }

  @Override
  public Finding look(Evidence evidence) {
    Blame blame = evidence.blame();
    Portion most = blame.most(Doing.LEAK, Doing.SELF_DEADLOCK);
    if (most == null) {
      return null;
    }
    Charge charge =
        new Charge(this, evidence).byShare(blame.share(Doing.LEAK, Doing.SELF_DEADLOCK));
    charge.tells(most);
    if (most.doing == Doing.SELF_DEADLOCK) {
      charge.detail("pool_self_deadlock " + most.detail);
      return charge.remedy(
          "Each of these requests needs two connections of pool "
              + most.detail
              + " at once: do the inner work on the same connection (no REQUIRES_NEW inside a"
              + " transaction), or give it a pool of its own; the pool must be larger than the number"
              + " of threads that need two.");
    }
    Holding best = most.vote == null ? null : most.vote.best;
    String site = best == null ? null : Frames.application(best.stack);
    if (site != null) {
      charge.because("It was taken in " + site + ".");
    }
    charge.detail(site != null ? site : best == null ? most.detail : best.who);
    String where = site == null ? "where it is taken" : "in " + site;
    return charge.remedy(
        "Close the connection "
            + where
            + " (try-with-resources); to find others: HikariCP leakDetectionThreshold, Tomcat JDBC"
            + " removeAbandonedOnBorrow.");
  }
}
