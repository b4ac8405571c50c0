package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import io.harbinger.signal.Stall;
import io.harbinger.timeline.Baseline;
import java.util.concurrent.TimeUnit;

/**
 * Whether an operation is slow enough to be blamed for what others wait for.
 *
 * <pre>
 *   long      net ≥ min(1 s, half of the request's elapsed time)
 *   known     called 20 times or more (in strain 5)
 *   unusual   known and net > 50 ms and > 5 × median and (> 99th percentile or > 20 × median)
 *
 *   slow            = long or unusual
 *   slow in strain  = long and (not known or net ≥ 10 × median)
 * </pre>
 *
 * <p>net = its time without the stalls of the whole JVM in it. An operation that has always been
 * long is slow, too: who holds a scarce thing for a second is to blame however usual it is.
 */
final class Usual {
  /** Calls from which on there is a usual time. */
  static final int ENOUGH = 20;

  /** Calls from which on a statement that hangs is known to be normally fast: 20 × is a lot. */
  static final int SOME = 5;

  private final Evidence evidence;
  private final boolean strained;
  private final long floor;

  Usual(Evidence evidence, Strain strain) {
    this.evidence = evidence;
    strained = strain.on();
    floor = Math.min(TimeUnit.SECONDS.toNanos(1), evidence.request.elapsedNanos() / 2);
  }

  boolean slow(Kind kind, String detail, long net) {
    Baseline usual = evidence.usual(kind, detail);
    boolean known = usual.count >= (strained ? SOME : ENOUGH) && usual.medianNanos >= 0;
    if (strained) {
      return isLong(net) && (!known || net >= 10 * usual.medianNanos);
    }
    boolean unusual =
        known
            && net > TimeUnit.MILLISECONDS.toNanos(50)
            && net > 5 * usual.medianNanos
            && (net > usual.p99Nanos || net > 20 * usual.medianNanos);
    return isLong(net) || unusual;
  }

  boolean isLong(long net) {
    return net >= floor;
  }

  /** The time of an operation that was {@code nanos} old at that instant, without stalls in it. */
  long net(long at, long nanos) {
    long net = nanos;
    for (Stall stall : evidence.stalls) {
      net -= stall.overlap(at - nanos, at);
    }
    return Math.max(0, net);
  }
}
