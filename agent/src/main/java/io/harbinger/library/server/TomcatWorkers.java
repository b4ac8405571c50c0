package io.harbinger.library.server;

import io.harbinger.bridge.PoolGauges;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.concurrent.BlockingQueue;

/**
 * The connector's threads, read through handles, because each application brings its own Tomcat.
 *
 * <p>From 10.1 on its pool is no {@code java.util.concurrent.ThreadPoolExecutor}; before that it is
 * one, but grows to its maximum although its queue is unbounded.
 */
final class TomcatWorkers implements PoolGauges {
  private final WeakReference<Object> pool;
  private final MethodHandle max;
  private final MethodHandle min;
  private final MethodHandle threads;
  private final MethodHandle active;
  private final MethodHandle queue;
  private final MethodHandle shutdown;

  TomcatWorkers(Object pool, Class<?> type) throws ReflectiveOperationException {
    this.pool = new WeakReference<>(pool);
    max = figure(type, "getMaximumPoolSize", int.class);
    min = figure(type, "getCorePoolSize", int.class);
    threads = figure(type, "getPoolSize", int.class);
    active = figure(type, "getActiveCount", int.class);
    queue = figure(type, "getQueue", BlockingQueue.class);
    shutdown = figure(type, "isShutdown", boolean.class);
  }

  private static MethodHandle figure(Class<?> type, String method, Class<?> result)
      throws ReflectiveOperationException {
    return MethodHandles.publicLookup()
        .findVirtual(type, method, MethodType.methodType(result))
        .asType(MethodType.methodType(Object.class, Object.class));
  }

  @Override
  public String name() {
    return "tomcat";
  }

  @Override
  public int max() {
    return number(max);
  }

  @Override
  public int min() {
    return number(min);
  }

  @Override
  public int active() {
    return number(active);
  }

  @Override
  public int idle() {
    return Math.max(0, number(threads) - number(active));
  }

  @Override
  public int pending() {
    Object waiting = read(queue);
    return waiting instanceof BlockingQueue ? ((BlockingQueue<?>) waiting).size() : -1;
  }

  @Override
  public long timeoutMillis() {
    return -1;
  }

  @Override
  public boolean alive() {
    return Boolean.FALSE.equals(read(shutdown));
  }

  private int number(MethodHandle figure) {
    Object value = read(figure);
    return value instanceof Integer ? (Integer) value : -1;
  }

  private Object read(MethodHandle figure) {
    Object from = pool.get();
    try {
      return from == null ? null : (Object) figure.invokeExact(from);
    } catch (Throwable unreadable) {
      return null;
    }
  }
}
