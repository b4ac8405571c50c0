package io.harbinger.cause;

/**
 * Threads wait for each other's locks and will never go on.
 *
 * <pre>
 *   share = all time of the request outside of stalls and known operations, if its own thread is in
 *           the circle or waits for it (certain)
 *           waits whose holders wait for locks / elapsed, if there is a circle (probable)
 * </pre>
 *
 * <p>Proof: {@code ThreadMXBean.findDeadlockedThreads}.
 */
final class Deadlock implements Cause {
  @Override
  public String value() {
    return "code.deadlock";
  }

  @Override
  public int level() {
    return 3;
  }

  @Override
  public Finding look(Evidence evidence) {
    Blame blame = evidence.blame();
    if (evidence.deadlock.isEmpty()) {
      return null;
    }
    double share =
        evidence.deadlocked
            ? blame.share(Doing.LOCK, Doing.WAITING, Doing.OWN)
            : blame.share(Doing.LOCK);
    if (share <= 0) {
      return null;
    }
    Portion most = blame.most(Doing.LOCK);
    Charge charge = new Charge(this, evidence).byShare(share).because(evidence.deadlock);
    if (evidence.deadlocked) {
      charge.sure(Confidence.CERTAIN);
    }
    charge.tells(most).detail(most == null ? null : most.detail);
    charge.culprit(evidence.deadlock.get(0), null);
    return charge.remedy(
        "Take these locks in the same order everywhere, or with tryLock and a time limit; only a"
            + " restart frees the threads that are in it now.");
  }
}
