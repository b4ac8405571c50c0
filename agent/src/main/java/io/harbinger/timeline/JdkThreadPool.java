package io.harbinger.timeline;

import io.harbinger.bridge.PoolGauges;
import java.lang.ref.WeakReference;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;

/** Reads the JDK's two thread pools. */
final class JdkThreadPool implements PoolGauges {
  private final ExecutorEntry entry;
  private final WeakReference<Object> pool;

  JdkThreadPool(ExecutorEntry entry, Object pool) {
    this.entry = entry;
    this.pool = new WeakReference<>(pool);
  }

  @Override
  public String name() {
    return entry.name();
  }

  @Override
  public int max() {
    Object live = pool.get();
    if (live instanceof ThreadPoolExecutor) {
      ThreadPoolExecutor threads = (ThreadPoolExecutor) live;
      // because with an unbounded queue it never grows beyond its core; what waits takes from it
      boolean unbounded = threads.getQueue().remainingCapacity() > Integer.MAX_VALUE / 2;
      return unbounded ? threads.getCorePoolSize() : threads.getMaximumPoolSize();
    }
    return live instanceof ForkJoinPool ? ((ForkJoinPool) live).getParallelism() : -1;
  }

  @Override
  public int min() {
    Object live = pool.get();
    return live instanceof ThreadPoolExecutor ? ((ThreadPoolExecutor) live).getCorePoolSize() : -1;
  }

  @Override
  public int active() {
    Object live = pool.get();
    return live instanceof ThreadPoolExecutor
        ? ((ThreadPoolExecutor) live).getActiveCount()
        : live instanceof ForkJoinPool ? ((ForkJoinPool) live).getActiveThreadCount() : -1;
  }

  @Override
  public int idle() {
    Object live = pool.get();
    return live instanceof ThreadPoolExecutor
        ? Math.max(0, ((ThreadPoolExecutor) live).getPoolSize() - active())
        : live instanceof ForkJoinPool
            ? Math.max(0, ((ForkJoinPool) live).getPoolSize() - active())
            : -1;
  }

  @Override
  public int pending() {
    Object live = pool.get();
    if (live instanceof ForkJoinPool) {
      ForkJoinPool forks = (ForkJoinPool) live;
      long tasks = forks.getQueuedTaskCount() + forks.getQueuedSubmissionCount();
      return (int) Math.min(Integer.MAX_VALUE, tasks);
    }
    return live instanceof ThreadPoolExecutor ? ((ThreadPoolExecutor) live).getQueue().size() : -1;
  }

  @Override
  public long timeoutMillis() {
    return -1;
  }

  @Override
  public boolean alive() {
    Object live = pool.get();
    return live instanceof ThreadPoolExecutor
        ? !((ThreadPoolExecutor) live).isShutdown()
        : live instanceof ForkJoinPool && !((ForkJoinPool) live).isShutdown();
  }
}
