package io.harbinger.cause;

import io.harbinger.signal.HostView;
import java.util.Arrays;

/**
 * The heap is full of objects that are in use, so that the process does little but collect.
 *
 * <pre>
 *   full  = live after collection / limit > 90 % and collections ≥ 20 % of the time
 *   share = max(pauses and what they drew out, share of time in collections), if full
 *           1 after an OutOfMemoryError
 * </pre>
 */
public final class HeapExhausted implements Cause {
  private static final String VALUE = "overload.heap_exhausted";
  private static final int LEVEL = 2;
  private static final String HEAP = "heap";
  private static final String REMEDY =
      "Find what is retained (-XX:+HeapDumpOnOutOfMemoryError, then the dominators in the dump);"
          + " raise -Xmx within the container's memory; bound caches, sessions and result sets.";

  /** For who cannot gather evidence of single requests any more; the share is told with each. */
  public static Finding seen(long liveBytes, long maxBytes, double gcShare) {
    return new Finding(
        VALUE,
        LEVEL,
        Confidence.PROBABLE,
        gcShare,
        HEAP,
        null,
        null,
        Arrays.asList(inUse(liveBytes, maxBytes), collecting(gcShare)),
        REMEDY);
  }

  @Override
  public String value() {
    return VALUE;
  }

  @Override
  public int level() {
    return LEVEL;
  }

  @Override
  public Finding look(Evidence evidence) {
    HostView host = evidence.host;
    boolean thrown = Failed.of(evidence).root == Failed.Root.MEMORY;
    if (!thrown && !full(host)) {
      return null;
    }
    double share = thrown ? 1 : Math.max(evidence.blame().share(Doing.GC), host.gcShare);
    Charge charge = new Charge(this, evidence).byShare(share).detail(HEAP);
    if (thrown) {
      charge.sure(Confidence.CERTAIN);
      charge.because(
          "It failed with "
              + evidence.request.failure.type
              + ": "
              + evidence.request.failure.message);
    }
    if (host.heapAfterGcBytes > 0 && host.heapMaxBytes > 0) {
      charge.because(inUse(host.heapAfterGcBytes, host.heapMaxBytes));
    }
    if (host.gcShare >= 0) {
      charge.because(collecting(host.gcShare));
    }
    return charge.remedy(REMEDY);
  }

  static boolean full(HostView host) {
    return host.heapMaxBytes > 0
        && host.heapAfterGcBytes > 0.9 * host.heapMaxBytes
        && host.gcShare >= 0.2;
  }

  private static String inUse(long liveBytes, long maxBytes) {
    return Words.percent(liveBytes / (double) maxBytes)
        + " of the heap's "
        + maxBytes / (1 << 20)
        + " MiB are still in use after a collection.";
  }

  private static String collecting(double gcShare) {
    return "Collections took " + Words.percent(gcShare) + " of the time.";
  }
}
