package io.harbinger.cause;

import io.harbinger.signal.HostView;
import java.util.Arrays;

/**
 * The heap is full of objects that are in use, so that the process does little but collect.
 *
 * <pre>
 *   full  = live after collection / limit > 90 %, of the heap or of its old generation,
 *           and collections ≥ 20 % of the time
 *   share = max(pauses, standstills and what they drew out, share of time in collections), if full
 *           1 after an OutOfMemoryError
 * </pre>
 */
public final class HeapExhausted implements Cause {
  private static final String VALUE = "overload.heap_exhausted";
  private static final int LEVEL = 2;
  private static final String HEAP = "heap";
  private static final String NO_ROOM =
      "Collections take more than half of the time, or leave no room for small objects.";
  private static final String REMEDY =
      "Find what is retained (-XX:+HeapDumpOnOutOfMemoryError, then the dominators in the dump);"
          + " raise -Xmx within the container's memory; bound caches, sessions and result sets.";

  /**
   * For who cannot gather evidence of single requests any more; the share is told with each. Made
   * before the heap is full, so it knows no share of collections.
   */
  public static Finding seen(HostView host) {
    return new Finding(
        VALUE,
        LEVEL,
        Confidence.PROBABLE,
        host.gcShare,
        HEAP,
        null,
        null,
        Arrays.asList(inUse(host), NO_ROOM),
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
    double share =
        thrown ? 1 : Math.max(evidence.blame().share(Doing.GC, Doing.STOPPED), host.gcShare);
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
      charge.because(inUse(host));
    }
    if (host.gcShare >= 0) {
      charge.because(collecting(host.gcShare));
    }
    return charge.remedy(REMEDY);
  }

  static boolean full(HostView host) {
    boolean full = whole(host) > 0.9 || old(host) > 0.9;
    return full && host.gcShare >= 0.2;
  }

  private static double whole(HostView host) {
    return host.heapMaxBytes > 0 ? host.heapAfterGcBytes / (double) host.heapMaxBytes : 0;
  }

  private static double old(HostView host) {
    return host.oldMaxBytes > 0 ? host.oldAfterGcBytes / (double) host.oldMaxBytes : 0;
  }

  private static String inUse(HostView host) {
    boolean old = old(host) > whole(host);
    return Words.percent(Math.max(old(host), whole(host)))
        + (old ? " of the old generation's " : " of the heap's ")
        + (old ? host.oldMaxBytes : host.heapMaxBytes) / (1 << 20)
        + " MiB are still in use after a collection.";
  }

  private static String collecting(double gcShare) {
    return "Collections took " + Words.percent(gcShare) + " of the time.";
  }
}
