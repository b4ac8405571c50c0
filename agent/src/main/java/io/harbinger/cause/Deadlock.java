package io.harbinger.cause;

/**
 * Threads wait for each other's locks and will never go on.
 *
 * <pre>
 *   share = all time of the request outside of stalls and known operations, if its own thread is in
 *           the circle; its waits for locks, if it waits for one of the circle (both certain)
 *           waits whose holders wait for a lock of the circle / elapsed (probable)
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
    boolean victim = evidence.deadlocked || victim(evidence);
    double share =
        evidence.deadlocked
            ? blame.share(Doing.LOCK, Doing.WAITING, Doing.OWN)
            : victim || holders(evidence) ? blame.share(Doing.LOCK) : 0;
    if (share <= 0) {
      return null;
    }
    Portion most = blame.most(Doing.LOCK);
    Charge charge = new Charge(this, evidence).byShare(share).because(evidence.deadlock);
    if (victim) {
      charge.sure(Confidence.CERTAIN);
    }
    charge.tells(most).detail(most == null ? null : most.detail);
    charge.culprit(evidence.deadlock.get(0), null);
    return charge.remedy(
        "Take these locks in the same order everywhere, or with tryLock and a time limit; only a"
            + " restart frees the threads that are in it now.");
  }

  /** Its own thread waits for a lock of the circle. */
  private static boolean victim(Evidence evidence) {
    for (Sample sample : evidence.samples) {
      if (inCircle(evidence, sample.lock)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holders(Evidence evidence) {
    for (Wait look : evidence.waits) {
      for (Holding holding : look.holders) {
        if (inCircle(evidence, holding.lock)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The sentences name each lock as {@code class@identity}. */
  private static boolean inCircle(Evidence evidence, String lock) {
    if (lock != null && lock.indexOf('@') > 0) {
      for (String sentence : evidence.deadlock) {
        if (sentence.contains(lock)) {
          return true;
        }
      }
    }
    return false;
  }
}
