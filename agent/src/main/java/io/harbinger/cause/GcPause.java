package io.harbinger.cause;

import io.harbinger.signal.HostView;
import io.harbinger.signal.Stall;

/**
 * The garbage collector stopped the process.
 *
 * <pre>
 *   share = (pauses that overlap the request + ordinary operations drawn out by them
 *            + waits in the queue that they left, see {@link Aftermath}) / elapsed
 *           (half of it where the heap is full, or others have the processors: then the pauses
 *           are a consequence)
 * </pre>
 */
final class GcPause implements Cause {
  @Override
  public String value() {
    return "overload.gc_pause";
  }

  @Override
  public int level() {
    return 2;
  }

  @Override
  public Finding look(Evidence evidence) {
    Blame blame = evidence.blame();
    double share = blame.share(Doing.GC);
    if (share <= 0) {
      return null;
    }
    HostView host = evidence.host;
    boolean consequence = HeapExhausted.full(host) || blame.strain.crowdedOut;
    Charge charge = new Charge(this, evidence).byShare(consequence ? share / 2 : share);
    int pauses = 0;
    long sum = 0;
    Stall longest = null;
    for (Stall stall : evidence.stalls) {
      if (stall.reason == Stall.Reason.GC) {
        pauses++;
        sum += stall.overlap(evidence.request.startNanos, evidence.request.endNanos);
        longest = longer(longest, stall);
      }
    }
    if (longest != null) {
      String many = pauses == 1 ? "a pause" : pauses + " pauses";
      charge.because(
          "The garbage collector stopped the request for "
              + charge.of(sum)
              + " in "
              + many
              + ", the longest "
              + Words.time(length(longest))
              + " ("
              + longest.detail
              + ").");
      charge.detail(longest.detail);
    }
    Portion most = blame.most(Doing.GC);
    if (most.aftermath) {
      charge.waits(most).because(before(evidence));
    } else if (longest == null) {
      charge.tells(most);
    }
    if (host.gcShare >= 0.1) {
      charge.because("Collections took " + Words.percent(host.gcShare) + " of the time.");
    }
    return charge.remedy(
        "Give the heap room (-Xmx within the container's memory), find who allocates (a recording of"
            + " allocations), no System.gc() (-XX:+DisableExplicitGC); for short pauses G1 with"
            + " MaxGCPauseMillis, or ZGC.");
  }

  private static String before(Evidence evidence) {
    Stall longest = null;
    for (Stall stall : evidence.recentStalls) {
      boolean before = stall.startNanos - evidence.request.startNanos < 0;
      longest = before && stall.reason == Stall.Reason.GC ? longer(longest, stall) : longest;
    }
    return longest == null
        ? null
        : "The longest pause before the request took " + Words.time(length(longest)) + ".";
  }

  private static Stall longer(Stall one, Stall other) {
    return one == null || length(other) > length(one) ? other : one;
  }

  private static long length(Stall stall) {
    return stall.endNanos - stall.startNanos;
  }
}
