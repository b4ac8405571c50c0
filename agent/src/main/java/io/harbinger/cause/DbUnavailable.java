package io.harbinger.cause;

import java.util.List;
import java.util.Locale;

/**
 * The database refuses connections, breaks them, or does not answer anybody.
 *
 * <pre>
 *   share = (places of the pool that no connection can be made for
 *            + statements and waits for the pool while it is silent) / elapsed
 * </pre>
 *
 * <p>An exception that says so (SQLState 08…, 57P…), or that hides such a one, explains everything
 * if the visitor got it; see {@link Failed}. Not where nobody at several hosts answers ({@link
 * OutboundBlocked}), and not where this process has no descriptor left to connect with ({@link
 * OsLimit}).
 */
final class DbUnavailable implements Cause {
  @Override
  public String value() {
    return "timeout.db_unavailable";
  }

  @Override
  public int level() {
    return 4;
  }

  @Override
  public Finding look(Evidence evidence) {
    if (OutboundBlocked.explains(evidence) || OsLimit.unmade(evidence) != null) {
      return null;
    }
    Blame blame = evidence.blame();
    Failed failed = Failed.of(evidence);
    DatabaseHang hang = blame.hang();
    boolean thrown = failed.root == Failed.Root.DATABASE;
    boolean away =
        hang.state == DatabaseHang.State.REFUSED || hang.state == DatabaseHang.State.SILENT;
    double share = blame.share(Doing.CONNECT);
    if (away || thrown) {
      share = blame.share(Doing.CONNECT, Doing.DB, Doing.POOL);
    }
    if (share <= 0 && !thrown) {
      return null;
    }
    Charge charge = new Charge(this, evidence).byShare(share);
    if (thrown && (failed.decisive || share <= 0)) {
      charge.share(failed.decisive ? 1 : share);
    }
    if ((thrown && !failed.inferred) || (away && hang.confidence == Confidence.CERTAIN)) {
      charge.sure(Confidence.CERTAIN);
    } else if (thrown) {
      charge.sure(Confidence.PROBABLE);
    }
    if (thrown) {
      String state = failed.failure.sqlState == null ? "" : " " + failed.failure.sqlState;
      charge.because("The driver failed with" + state + ": " + failed.failure.message);
    }
    Portion most = blame.most(Doing.CONNECT, Doing.DB, Doing.POOL);
    charge.tells(most).because(hang.because).detail(detail(evidence, hang, failed, thrown));
    charge.because(attempt(evidence.database.connects));
    return charge.remedy(
        "Bring the database or the way to it back; so that visitors get a fast 503 meanwhile, set"
            + " connectTimeout and socketTimeout in the JDBC URL, and the pool's connectionTimeout"
            + " (2–5 s), below "
            + Words.deadline(evidence.gateway)
            + ".");
  }

  /** The last one that failed, because why it fails may have changed; else the oldest. */
  private static String attempt(List<DatabaseView.Connect> connects) {
    DatabaseView.Connect told = connects.isEmpty() ? null : connects.get(0);
    for (DatabaseView.Connect connect : connects) {
      told = connect.error == null ? told : connect;
    }
    if (told == null) {
      return null;
    }
    String how =
        told.error == null
            ? " hangs for " + Words.time(told.nanos)
            : " failed after " + Words.time(told.nanos) + ": " + told.error;
    return "Connecting to " + told.url + how + ".";
  }

  private static String detail(
      Evidence evidence, DatabaseHang hang, Failed failed, boolean thrown) {
    if (hang.state == DatabaseHang.State.SILENT) {
      return "not answering";
    }
    String error = "";
    for (DatabaseView.Connect connect : evidence.database.connects) {
      error = connect.error == null ? error : connect.error;
    }
    if (thrown) {
      error += " " + failed.failure.message;
    }
    if (error.contains("refused")) {
      return "connection refused";
    }
    return error.toLowerCase(Locale.ROOT).contains("too many")
        ? "too many connections"
        : "connection broken";
  }
}
