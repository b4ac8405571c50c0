package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import java.util.List;
import java.util.Map;

/** The answer of a diagnosis: one root, those that came after it, and where the time went. */
public final class Verdict {
  /** Never null; cause {@code unknown} when nothing had its minimum evidence. */
  public final Finding root;

  /** Ranked, best first, without the root. */
  public final List<Finding> runnersUp;

  /** {@code pool_exhausted}, {@code workers_exhausted}, {@code backlog_full}, … */
  public final List<String> symptoms;

  /** Nanoseconds per kind; the values add up to the elapsed time. */
  public final Map<Kind, Long> ledger;

  public Verdict(
      Finding root, List<Finding> runnersUp, List<String> symptoms, Map<Kind, Long> ledger) {
    this.root = root;
    this.runnersUp = runnersUp;
    this.symptoms = symptoms;
    this.ledger = ledger;
  }

  /**
   * A later look has shown what was only possible here. Only how a hang of the database ends tells:
   * a lock from a slow plan, or the other way round.
   */
  public boolean isOverruledBy(Verdict later) {
    if (later.root.confidence == Confidence.POSSIBLE || !ofTheHang(later.root)) {
      return false;
    }
    for (Finding possible : runnersUp) {
      if (possible.cause.equals(later.root.cause)) {
        return ofTheHang(root) && possible.confidence == Confidence.POSSIBLE;
      }
    }
    return false;
  }

  private static boolean ofTheHang(Finding finding) {
    return finding.cause.equals(SlowQuery.VALUE) || finding.cause.equals(DbLockWait.VALUE);
  }
}
