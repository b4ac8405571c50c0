package io.harbinger.cause;

import io.harbinger.signal.HostView;

/**
 * The heap is full of objects that are in use, so that the process does little but collect.
 *
 * <pre>
 *   full  = live after collection / limit > 90 % and collections ≥ 20 % of the time
 *   share = max(pauses and what they drew out, share of time in collections), if full
 *           1 after an OutOfMemoryError
 * </pre>
 */
final class HeapExhausted implements Cause {
  @Override
  public String value() {
    return "overload.heap_exhausted";
  }

  @Override
  public int level() {
    return 2;
  }

  @Override
  public Finding look(Evidence evidence) {
    HostView host = evidence.host;
    boolean thrown = Failed.of(evidence).root == Failed.Root.MEMORY;
    if (!thrown && !full(host)) {
      return null;
    }
    double share = thrown ? 1 : Math.max(evidence.blame().share(Doing.GC), host.gcShare);
    Charge charge = new Charge(this, evidence).byShare(share).detail("heap");
    if (thrown) {
      charge.sure(Confidence.CERTAIN);
      charge.because(
          "It failed with "
              + evidence.request.failure.type
              + ": "
              + evidence.request.failure.message);
    }
    if (host.heapAfterGcBytes > 0 && host.heapMaxBytes > 0) {
      charge.because(
          Words.percent(host.heapAfterGcBytes / (double) host.heapMaxBytes)
              + " of the heap's "
              + host.heapMaxBytes / (1 << 20)
              + " MiB are still in use after a collection.");
    }
    if (host.gcShare >= 0) {
      charge.because("Collections took " + Words.percent(host.gcShare) + " of the time.");
    }
    return charge.remedy(
        "Find what is retained (-XX:+HeapDumpOnOutOfMemoryError, then the dominators in the dump);"
            + " raise -Xmx within the container's memory; bound caches, sessions and result sets.");
  }

  static boolean full(HostView host) {
    return host.heapMaxBytes > 0
        && host.heapAfterGcBytes > 0.9 * host.heapMaxBytes
        && host.gcShare >= 0.2;
  }
}
