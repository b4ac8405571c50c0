package io.harbinger.cause;

/**
 * Threads stand in line for one lock in the process, whose owner is slow.
 *
 * <pre>  share = (own waiting for locks + waits whose holders wait for locks) / elapsed</pre>
 *
 * <p>Not in a deadlock.
 */
final class LockContention implements Cause {
  @Override
  public String value() {
    return "code.lock_contention";
  }

  @Override
  public int level() {
    return 5;
  }

  @Override
  public Finding look(Evidence evidence) {
    Blame blame = evidence.blame();
    Portion most = blame.most(Doing.LOCK);
    if (most == null || evidence.deadlocked) {
      return null;
    }
    Charge charge = new Charge(this, evidence).byShare(blame.share(Doing.LOCK)).tells(most);
    Sample sample = most.sample;
    if (sample != null && sample.lockOwner != null) {
      String owner = Phrase.owner(sample.lockOwner, sample.owner);
      charge.because("The lock is held by " + owner + ".");
      charge.culprit(owner, sample.owner == null ? null : sample.owner.trace);
    }
    String at = sample == null ? null : Frames.application(sample.stack);
    if (at != null) {
      charge.because("It waits in " + at + ".");
    }
    return charge
        .detail(most.detail)
        .remedy(
            "Hold the lock for less: no query, call or long computation inside it; divide it by key"
                + " (ConcurrentHashMap); take it with tryLock and a time limit below "
                + Words.deadline(evidence.gateway)
                + ".");
  }
}
