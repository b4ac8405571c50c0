package io.harbinger.cause;

import io.harbinger.timeline.SegmentView;

/**
 * Another service that the application calls is slow, refuses, or answers with errors.
 *
 * <pre>
 *   share = (own calls to that host + waits whose holders call it) / elapsed
 *           1 where the visitor got the call's failure
 *           waits for row locks, too, where their holder is in such a call ({@link DatabaseHang})
 * </pre>
 *
 * <p>Not where nobody at several hosts answers ({@link OutboundBlocked}). Calls through a library
 * that nobody listens to show only as reading from the network: possible, without the host's name.
 * So does an answer's body that comes slowly; it is the host's, where only one was called.
 */
final class ThirdParty implements Cause {
  @Override
  public String value() {
    return "network.third_party";
  }

  @Override
  public int level() {
    return 4;
  }

  @Override
  public Finding look(Evidence evidence) {
    if (OutboundBlocked.explains(evidence)) {
      return null;
    }
    Blame blame = evidence.blame();
    Failed failed = Failed.of(evidence);
    boolean thrown = failed.decisive && failed.root == Failed.Root.CALL;
    Portion most = blame.most(Doing.CALL);
    Holding behind = blame.hang().behind;
    if (behind != null && !thrown && blame.share(Doing.DB) > blame.share(Doing.CALL)) {
      return locking(evidence, blame, behind);
    }
    if (!thrown && (most == null || blame.share(Doing.NETWORK) > blame.share(Doing.CALL))) {
      return unseen(evidence, blame);
    }
    SegmentView segment = thrown ? failed.segment : most == null ? null : most.segment;
    String host = thrown && segment != null ? segment.detail : most == null ? null : most.detail;
    String how = segment == null && thrown ? named(failed) : how(segment);
    Charge charge = new Charge(this, evidence);
    charge.byShare(thrown ? 1 : blame.share(most));
    if (thrown && segment != null && !how.equals("slow")) {
      charge.sure(Confidence.CERTAIN);
    }
    if (segment != null && (segment.failure != null || segment.status >= 500)) {
      charge.because(said(segment));
    } else if (thrown && failed.failure != null) {
      charge.because("It failed with " + failed.failure.type + ": " + failed.failure.message);
    }
    if (most != null && (host == null || host.equals(most.detail))) {
      charge.tells(most);
    }
    return charge.detail(host == null ? how : host + " " + how).remedy(remedy(evidence));
  }

  /** The call of another request that keeps a row lock meanwhile. */
  private Finding locking(Evidence evidence, Blame blame, Holding behind) {
    return new Charge(this, evidence)
        .byShare(blame.share(Doing.DB, Doing.CALL))
        .detail(behind.detail + " slow")
        .tells(blame.most(Doing.DB))
        .because(
            "The lock that it waits for is kept by a transaction of "
                + behind.who
                + ", which has waited "
                + Words.time(behind.opNanos)
                + " for the answer of "
                + behind.detail
                + ".")
        .culprit(
            behind.who
                + ", waiting for the answer of "
                + behind.detail
                + " for "
                + Words.time(behind.opNanos)
                + " inside a transaction",
            behind.trace)
        .remedy(remedy(evidence));
  }

  private Finding unseen(Evidence evidence, Blame blame) {
    Portion most = blame.most(Doing.NETWORK);
    if (most == null) {
      return null;
    }
    Portion called = onlyHost(blame);
    double share = blame.share(Doing.NETWORK) + (called == null ? 0 : blame.share(called));
    return new Charge(this, evidence)
        .share(share)
        .sure(Confidence.POSSIBLE)
        .detail(called == null ? most.detail : called.detail + " slow")
        .tells(most)
        .tells(called)
        .remedy(remedy(evidence));
  }

  /**
   * What the request spent on the one host that it called; null where these are none or several.
   */
  private static Portion onlyHost(Blame blame) {
    Portion only = null;
    for (Portion portion : blame.portions) {
      if (portion.doing == Doing.CALL) {
        if (only != null || portion.detail == null) {
          return null;
        }
        only = portion;
      }
    }
    return only;
  }

  private static String how(SegmentView segment) {
    if (segment == null) {
      return "slow";
    }
    return segment.failure == null
        ? segment.status >= 500 ? "5xx" : "slow"
        : named(segment.failure.type + " " + segment.failure.chain + " " + segment.failure.message);
  }

  private static String named(Failed failed) {
    return failed.failure == null
        ? "5xx"
        : named(failed.failure.type + " " + failed.failure.chain + " " + failed.failure.message);
  }

  private static String named(String text) {
    if (text.contains("ssl.") || text.contains("SSL") || text.contains("certificate")) {
      return "tls";
    }
    if (text.contains("imeout") || text.contains("timed out")) {
      return "timeout";
    }
    if (text.contains("java.net.Connect") || text.contains("refused")) {
      return "refused";
    }
    return text.contains("ServerError") ? "5xx" : "failed";
  }

  private static String said(SegmentView segment) {
    String time = Words.time(segment.endNanos - segment.startNanos);
    return segment.failure == null
        ? "The call to " + segment.detail + " was answered with " + segment.status + "."
        : "The call to "
            + segment.detail
            + " failed"
            + (segment.open ? "" : " after " + time)
            + ": "
            + segment.failure.type
            + ": "
            + segment.failure.message;
  }

  private static String remedy(Evidence evidence) {
    return "Give the call a connect timeout (1–2 s) and a read timeout below "
        + Words.deadline(evidence.gateway)
        + ", a circuit breaker and a fallback; make no call while a database connection is held"
        + " (spring.jpa.open-in-view=false, calls outside of transactions).";
  }
}
