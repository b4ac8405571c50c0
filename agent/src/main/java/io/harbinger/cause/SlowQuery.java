package io.harbinger.cause;

/**
 * A statement takes too long in the database, in this request or in those that it waits for.
 *
 * <pre>  share = (own database time + waits whose holders are in slow statements) / elapsed</pre>
 *
 * <p>Not when the statements wait for a lock, or the database does not answer at all: see {@link
 * DatabaseHang}. Many short calls count as well (symptom n_plus_one).
 */
final class SlowQuery implements Cause {
  static final String VALUE = "timeout.slow_query";

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
    if (most == null) {
      return null;
    }
    DatabaseHang hang = blame.hang();
    boolean inferredLock =
        hang.state == DatabaseHang.State.LOCKED && hang.confidence != Confidence.CERTAIN;
    if (hang.state != DatabaseHang.State.SLOW && !inferredLock) {
      return null;
    }
    boolean cancelled = failed.decisive && failed.root == Failed.Root.QUERY_TIMEOUT;
    double share = cancelled ? 1 : blame.share(Doing.DB);
    Charge charge = new Charge(this, evidence).byShare(inferredLock ? share / 2 : share);
    if (hang.ambiguous) {
      charge.sure(Confidence.POSSIBLE);
    }
    charge.detail(summary(most)).tells(most);
    if (hang.state == DatabaseHang.State.SLOW) {
      charge.because(hang.because);
    }
    if (cancelled) {
      charge.because("The statement was cancelled: " + failed.failure.message);
    }
    return charge.remedy(most.folded > 0 ? fewer(evidence) : faster(evidence));
  }

  static String summary(Portion portion) {
    boolean told = portion != null && portion.detail != null && !portion.detail.isEmpty();
    return told ? Sql.of(portion.detail).brief() : null;
  }

  private static String faster(Evidence evidence) {
    return "Look at the statement's plan (EXPLAIN ANALYZE) and index or rewrite it; limit it below "
        + Words.deadline(evidence.gateway)
        + " with statement_timeout or setQueryTimeout; what must take longer belongs into a"
        + " background job.";
  }

  private static String fewer(Evidence evidence) {
    return "The request makes "
        + Words.count(evidence.request.dbCalls)
        + " calls: fetch with a join or in batches (JOIN FETCH, hibernate.default_batch_fetch_size,"
        + " rewriteBatchedInserts).";
  }
}
