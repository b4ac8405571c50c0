package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import io.harbinger.timeline.Baseline;
import io.harbinger.timeline.PoolView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * For how long the holders of a pool keep its connections now, against the usual.
 *
 * <pre>
 *   drawn out     = median age of the holdings in all looks ≥ 2 × the usual median of a whole holding
 *   enough before = half of all borrowers, twenty at least, got their connection within a millisecond
 * </pre>
 *
 * <p>Says nothing where the pool is not known or nobody looked.
 */
final class Tenure {
  private static final int TIMES = 2;
  private static final long MILLI = 1_000_000L;

  static boolean drawnOut(Evidence evidence, String pool) {
    PoolView known = pool(evidence, pool);
    long now = now(evidence, pool);
    return known != null && known.holdMedianNanos > 0 && now >= TIMES * known.holdMedianNanos;
  }

  /** So that it is not too small by itself, as long as nobody comes more often. */
  static boolean enoughBefore(Evidence evidence, String pool) {
    Baseline wait = evidence.usual(Kind.POOL_WAIT, pool);
    return wait.count >= Usual.ENOUGH && wait.medianNanos >= 0 && wait.medianNanos <= MILLI;
  }

  static PoolView pool(Evidence evidence, String name) {
    for (PoolView pool : evidence.pools) {
      if (pool.name.equals(name)) {
        return pool;
      }
    }
    return null;
  }

  /** 0 where nobody looked. */
  static long now(Evidence evidence, String pool) {
    List<Long> held = new ArrayList<>();
    for (Wait look : evidence.waits) {
      boolean same = look.what == Wait.What.POOL && look.resource.equals(pool);
      boolean during = look.atNanos - evidence.request.startNanos >= 0;
      for (Holding holding : look.holders) {
        if (same && during && !holding.leaked) {
          held.add(holding.heldNanos);
        }
      }
    }
    Collections.sort(held);
    return held.isEmpty() ? 0 : held.get(held.size() / 2);
  }

  private Tenure() {}
}
