package io.harbinger.library.server;

import io.harbinger.bridge.PoolGauges;
import io.harbinger.library.pool.Figure;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.concurrent.locks.LockSupport;

/**
 * The worker threads of an XNIO worker, read through its management bean.
 *
 * <pre>
 *   active   as the pool counts them; usually it does not:
 *            its threads but those that it has parked itself
 * </pre>
 */
final class XnioWorkers implements PoolGauges {
  /** From the worker by way of its kinds of task pools. */
  private static final String[] WAY = {"taskPool", "delegate", "executor"};

  private final Figure max;
  private final Figure min;
  private final Figure threads;
  private final Figure busy;
  private final Figure queue;
  private final Figure shutdown;

  /** The {@code EnhancedQueueExecutor} behind it; null: another pool. */
  private final WeakReference<Object> executor;

  /**
   * @param type {@code XnioWorker}
   */
  XnioWorkers(Object worker, Class<?> type) throws ReflectiveOperationException {
    Object bean = type.getMethod("getMXBean").invoke(worker);
    max = Figure.method(bean, "getMaxWorkerPoolSize");
    min = Figure.method(bean, "getCoreWorkerPoolSize");
    threads = Figure.method(bean, "getWorkerPoolSize");
    busy = Figure.method(bean, "getBusyWorkerThreadCount");
    queue = Figure.method(bean, "getWorkerQueueSize");
    shutdown = Figure.method(bean, "isShutdownRequested");
    Object behind = behind(worker, type);
    executor = behind == null ? null : new WeakReference<>(behind);
  }

  private static Object behind(Object worker, Class<?> type) {
    Object at = worker;
    Class<?> owner = type;
    try {
      for (String name : WAY) {
        Field field = field(owner, name);
        if (field != null) {
          field.setAccessible(true);
          at = field.get(at);
          owner = at.getClass();
        }
      }
      owner.getMethod("getRunningThreads");
      return at;
    } catch (ReflectiveOperationException | RuntimeException anotherPool) {
      return null;
    }
  }

  private static Field field(Class<?> owner, String name) {
    try {
      return owner.getDeclaredField(name);
    } catch (NoSuchFieldException thisPoolNeedsNoSuchStep) {
      return null;
    }
  }

  @Override
  public String name() {
    return "undertow";
  }

  @Override
  public int max() {
    return (int) max.read();
  }

  @Override
  public int min() {
    return (int) min.read();
  }

  @Override
  public int active() {
    long counted = busy.read();
    return counted >= 0 ? (int) counted : (int) threads.read() - parked();
  }

  @Override
  public int idle() {
    return Math.max(0, (int) threads.read() - active());
  }

  @Override
  public int pending() {
    return (int) queue.read();
  }

  @Override
  public long timeoutMillis() {
    return -1;
  }

  @Override
  public boolean alive() {
    return shutdown.read() == 0;
  }

  private int parked() {
    int parked = 0;
    Object pool = executor == null ? null : executor.get();
    if (pool != null) {
      try {
        Object running = pool.getClass().getMethod("getRunningThreads").invoke(pool);
        for (Thread thread : (Thread[]) running) {
          parked += LockSupport.getBlocker(thread) == pool ? 1 : 0;
        }
      } catch (ReflectiveOperationException | RuntimeException unreadable) {
        return 0;
      }
    }
    return parked;
  }
}
