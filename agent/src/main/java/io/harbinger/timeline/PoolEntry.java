package io.harbinger.timeline;

import io.harbinger.bridge.PoolGauges;
import io.harbinger.bridge.PoolReader;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * One pool of connections: how long borrowers wait and keep, and who has what now.
 *
 * <p>The pool itself is read by the sweeper and the watcher only; what borrowers need of it is
 * cached by the former.
 */
public final class PoolEntry {
  final Durations waiting = new Durations();
  public final Distribution waits = waiting.all;
  public final Distribution holds = new Distribution();
  public final Distribution creates = new Distribution();

  /** Waits that ended without a connection. */
  public final LongAdder failures = new LongAdder();

  public final LongAdder timeouts = new LongAdder();

  final Holders holders = new Holders();
  final LongAdder taken = new LongAdder();

  /** Cached by the sweeper for borrowers; -1 unknown. */
  volatile int max = -1;

  volatile long timeoutMillis = -1;

  private final WeakReference<Object> pool;
  private final List<PoolReader> readers;

  /** Both written under this object's lock. */
  private volatile String name;

  private volatile PoolGauges gauges;

  PoolEntry(Object pool, List<PoolReader> readers) {
    this.pool = new WeakReference<>(pool);
    this.readers = readers;
    name = pool.getClass().getSimpleName();
  }

  boolean is(Object other) {
    return pool.get() == other;
  }

  /** Null where no library reader knows the pool. */
  public PoolGauges gauges() {
    PoolGauges known = gauges;
    return known != null ? known : findGauges();
  }

  private synchronized PoolGauges findGauges() {
    Object live = pool.get();
    for (PoolReader reader : readers) {
      if (gauges == null && live != null) {
        gauges = reader.gauges(live);
      }
    }
    return gauges;
  }

  boolean alive() {
    PoolGauges known = gauges;
    return pool.get() != null && (known == null || known.alive());
  }

  /** Called about once a second. */
  synchronized void refresh() {
    PoolGauges known = gauges();
    if (known != null && known.alive()) {
      max = known.max();
      timeoutMillis = known.timeoutMillis();
      String told = known.name();
      name = told == null ? name : told;
      if (known.active() == 0) {
        holders.forgetAll(taken);
      }
    }
  }

  /** Connections that were lent. */
  long borrows() {
    return waits.count() - failures.sum();
  }

  boolean nearlyFull() {
    int limit = max;
    return limit > 0 && taken.sum() * 5 >= limit * 4;
  }

  /** What the library calls it. */
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return name;
  }
}
