package io.harbinger.cause;

/**
 * A statement waits inside the database for a lock that another session holds.
 *
 * <pre>  share = (own database time + waits whose holders are in such statements) / elapsed</pre>
 *
 * <p>Half of it where the lock's holder is a request of this process that waits for a call: then
 * the call is the root ({@link ThirdParty}). Certain by the database's own word (inspection,
 * SQLState); else inferred by {@link DatabaseHang}, and at most probable. Where a slow plan is as
 * likely, it is only a runner-up.
 */
final class DbLockWait implements Cause {
  static final String VALUE = "timeout.db_lock_wait";

  @Override
  public String value() {
    return VALUE;
  }

  @Override
  public int level() {
    return 4;
  }

  @Override
  public Finding look(Evidence evidence) {
    Blame blame = evidence.blame();
    Portion most = blame.most(Doing.DB);
    Failed failed = Failed.of(evidence);
    boolean refused = failed.decisive && failed.root == Failed.Root.DB_LOCK;
    if (most == null && !refused) {
      return null;
    }
    DatabaseHang hang = blame.hang();
    boolean locked = hang.state == DatabaseHang.State.LOCKED;
    if (!locked && !refused && !hang.ambiguous) {
      return null;
    }
    double share = blame.share(Doing.DB) / (hang.behind == null ? 1 : 2);
    Charge charge = new Charge(this, evidence);
    if (refused) {
      charge.share(1).sure(Confidence.CERTAIN);
      charge.because("The database refused: " + failed.failure.message);
    } else if (locked) {
      charge.byShare(share);
      if (hang.confidence != Confidence.PROBABLE) {
        charge.sure(hang.confidence);
      }
    } else {
      charge.share(share / 2).sure(Confidence.POSSIBLE);
    }
    charge.detail(SlowQuery.summary(most));
    charge.tells(most).because(hang.because);
    if (hang.blocked != null) {
      word(charge, hang.blocked);
    }
    return charge.remedy(
        "Shorten the transaction that holds the lock; set lock_timeout and"
            + " idle_in_transaction_session_timeout (MySQL: innodb_lock_wait_timeout) below "
            + Words.deadline(evidence.gateway)
            + "; run schema changes with a lock_timeout and in small steps.");
  }

  private static void word(Charge charge, DatabaseView.Blocked blocked) {
    String blocker =
        "session "
            + blocked.blockerSession
            + " ("
            + blocked.blockerState
            + ", transaction open for "
            + Words.time(blocked.blockerMillis * 1_000_000L)
            + "), last statement: "
            + Words.cut(Sql.of(blocked.blockerSql).text, 200);
    charge.because(
        "The database says that "
            + Sql.of(blocked.waitingSql).brief()
            + " has waited "
            + Words.time(blocked.waitingMillis * 1_000_000L)
            + " for a lock of "
            + blocker
            + ".");
    charge.culprit(blocker, null);
  }
}
