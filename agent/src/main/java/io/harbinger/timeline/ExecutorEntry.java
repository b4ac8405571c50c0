package io.harbinger.timeline;

import io.harbinger.bridge.PoolGauges;
import io.harbinger.bridge.PoolReader;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;

/** One pool of threads: how long its tasks wait, and its figures; read by the watcher only. */
public final class ExecutorEntry {
  public final Distribution waits = new Distribution();

  /** Hands over a server's requests. */
  public volatile boolean server;

  private final WeakReference<Object> executor;
  private final List<PoolReader> readers;

  /** Written by any of its threads: they all say the same. */
  private volatile String name;

  private volatile PoolGauges gauges;

  ExecutorEntry(Object executor, List<PoolReader> readers) {
    this.executor = new WeakReference<>(executor);
    this.readers = readers;
  }

  boolean is(Object other) {
    return executor.get() == other;
  }

  public boolean alive() {
    return executor.get() != null;
  }

  /** Names it after its threads: {@code http-nio-8080-exec} of {@code http-nio-8080-exec-7}. */
  void workedOnBy(Thread thread) {
    if (name == null) {
      String text = thread.getName();
      int end = text.length();
      while (end > 0 && (Character.isDigit(text.charAt(end - 1)) || text.charAt(end - 1) == '-')) {
        end--;
      }
      name = end == 0 ? text : text.substring(0, end);
    }
  }

  public String name() {
    String known = name;
    if (known != null) {
      return known;
    }
    Object live = executor.get();
    return live == null ? "executor" : live.getClass().getSimpleName();
  }

  /** Null when neither the JDK nor a library reader knows it. */
  public PoolGauges gauges() {
    Object live = executor.get();
    if (gauges == null && live != null) {
      for (PoolReader reader : readers) {
        gauges = gauges == null ? reader.gauges(live) : gauges;
      }
      if (gauges == null && (live instanceof ThreadPoolExecutor || live instanceof ForkJoinPool)) {
        gauges = new JdkThreadPool(this, live);
      }
    }
    return gauges;
  }

  @Override
  public String toString() {
    return name();
  }
}
