package io.harbinger.signal;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;

/**
 * What was in use after the last collection, from the heap pools' {@code CollectionUsage}, which a
 * pool that was never collected reports as 0: of the whole heap, and of the old generation, which
 * may be full while the young one has room that nothing can move to.
 */
final class HeapPools {
  private final List<MemoryPoolMXBean> pools = new ArrayList<>();

  /** Null where the heap is one pool. */
  private MemoryPoolMXBean old;

  HeapPools() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        pools.add(pool);
        // eden and survivor spaces have no threshold
        old = pool.isUsageThresholdSupported() ? pool : old;
      }
    }
    old = pools.size() > 1 ? old : null;
  }

  long liveBytes() {
    long sum = 0;
    for (MemoryPoolMXBean pool : pools) {
      sum += live(pool.getCollectionUsage());
    }
    return sum;
  }

  long oldLiveBytes() {
    return old == null ? 0 : live(old.getCollectionUsage());
  }

  /** -1: there is no old generation, or it has no bound of its own. */
  long oldMaxBytes() {
    return old == null ? -1 : old.getUsage().getMax();
  }

  private static long live(MemoryUsage after) {
    return after == null ? 0 : after.getUsed();
  }
}
