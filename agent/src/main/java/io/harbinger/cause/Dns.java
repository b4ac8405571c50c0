package io.harbinger.cause;

/**
 * Looking up a host's name takes long, or fails.
 *
 * <pre>
 *   share = (own lookups + waits whose holders look up) / elapsed
 *           1 where the visitor got an unknown host
 * </pre>
 */
final class Dns implements Cause {
  @Override
  public String value() {
    return "network.dns";
  }

  @Override
  public int level() {
    return 4;
  }

  @Override
  public Finding look(Evidence evidence) {
    Blame blame = evidence.blame();
    Failed failed = Failed.of(evidence);
    boolean thrown = failed.decisive && failed.root == Failed.Root.DNS;
    Portion most = blame.most(Doing.DNS);
    if (most == null && !thrown) {
      return null;
    }
    Charge charge = new Charge(this, evidence).byShare(thrown ? 1 : blame.share(Doing.DNS));
    boolean unknown = thrown || (most.segment != null && most.segment.failure != null);
    if (thrown) {
      charge.sure(Confidence.CERTAIN);
    }
    if (thrown && failed.failure != null) {
      charge.because("It failed with " + failed.failure.type + ": " + failed.failure.message);
    }
    String name = most != null ? most.detail : failed.segment != null ? failed.segment.detail : "";
    return charge
        .tells(most)
        .detail((name + (unknown ? " failed" : " slow")).trim())
        .remedy(
            "Ask the resolver that /etc/resolv.conf names; fewer lookups: a fully qualified name with"
                + " a dot at its end, ndots:1, a node-local cache, networkaddress.cache.ttl; against"
                + " lost packets: options use-vc or single-request-reopen, timeout:1.");
  }
}
