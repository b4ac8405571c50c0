package io.harbinger.timeline;

import io.harbinger.bridge.Kind;
import io.harbinger.bridge.PoolGauges;
import io.harbinger.bridge.PoolReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The connection pools of this process, found by identity; a pool that is gone leaves its place.
 */
public final class Pools {
  private static final long STACK_EVERY_NANOS = 50_000_000L;
  private static final long LOOK_EVERY_NANOS = 1_000_000L;

  private final List<PoolReader> readers;
  private final OpenRequests open;
  private final Seats seats;
  private final AtomicReferenceArray<PoolEntry> entries;
  private final AtomicLong nextStackNanos = new AtomicLong();

  Pools(int cap, List<PoolReader> readers, OpenRequests open, Seats seats) {
    entries = new AtomicReferenceArray<>(cap);
    this.readers = readers;
    this.open = open;
    this.seats = seats;
  }

  /** Null when there are too many pools. */
  PoolEntry of(Object pool) {
    if (pool == null) {
      return null;
    }
    for (int i = 0; i < entries.length(); i++) {
      PoolEntry entry = entries.get(i);
      if (entry == null) {
        return add(pool);
      }
      if (entry.is(pool)) {
        return entry;
      }
    }
    return null;
  }

  private synchronized PoolEntry add(Object pool) {
    for (int i = 0; i < entries.length(); i++) {
      PoolEntry entry = entries.get(i);
      if (entry != null && entry.is(pool)) {
        return entry;
      }
      if (entry == null) {
        PoolEntry fresh = new PoolEntry(pool, readers);
        entries.set(i, fresh);
        return fresh;
      }
    }
    return null;
  }

  /** The whereabouts of a borrower while the pool is nearly empty, at most 20 times a second. */
  Throwable whereabouts(PoolEntry entry, long now) {
    long next = nextStackNanos.get();
    boolean turn = next == 0 || now - next >= 0;
    if (!turn) {
      return null;
    }
    boolean wanted = entry.nearlyFull();
    long pause = wanted ? STACK_EVERY_NANOS : LOOK_EVERY_NANOS;
    return nextStackNanos.compareAndSet(next, now + pause) && wanted ? new Throwable() : null;
  }

  void leaked(Timeline ended) {
    String who = ended.who();
    TraceContext trace = ended.trace();
    for (PoolEntry entry : all()) {
      entry.holders.leaked(ended, who, trace);
    }
  }

  /** A connection was made: by the pool that waits for it, or by a thread named after its pool. */
  PoolEntry madeBy(Lane lane) {
    Object waitedFor = lane.openDetail(Kind.POOL_WAIT);
    if (waitedFor instanceof PoolEntry) {
      return (PoolEntry) waitedFor;
    }
    for (PoolEntry entry : all()) {
      if (lane.threadName.startsWith(entry.name())) {
        return entry;
      }
    }
    return null;
  }

  public List<PoolEntry> all() {
    List<PoolEntry> all = new ArrayList<>();
    for (int i = 0; i < entries.length() && entries.get(i) != null; i++) {
      all.add(entries.get(i));
    }
    return all;
  }

  /** By name, or null. */
  PoolEntry find(String name) {
    for (PoolEntry entry : all()) {
      if (entry.name().equals(name)) {
        return entry;
      }
    }
    return null;
  }

  /** Reads the libraries' own objects: never on a request's thread. */
  public List<PoolView> view() {
    List<PoolView> views = new ArrayList<>();
    for (PoolEntry entry : all()) {
      if (entry.alive()) {
        views.add(view(entry));
      }
    }
    return views;
  }

  private PoolView view(PoolEntry entry) {
    PoolGauges gauges = entry.gauges();
    entry.refresh();
    int active = gauges == null ? -1 : gauges.active();
    int pending = gauges == null ? -1 : gauges.pending();
    long[] hold = entry.holds.recentPercentiles(50, 99);
    return new PoolView(
        entry.name(),
        gauges == null ? -1 : gauges.max(),
        gauges == null ? -1 : gauges.min(),
        active >= 0 ? active : entry.taken.intValue(),
        gauges == null ? -1 : gauges.idle(),
        pending >= 0 ? pending : waiting(entry),
        gauges == null ? -1 : gauges.timeoutMillis(),
        entry.holders.view(),
        entry.borrows(),
        entry.timeouts.sum(),
        hold[0],
        hold[1]);
  }

  private int waiting(PoolEntry entry) {
    int[] count = new int[1];
    OpenLanes.forEach(
        open,
        seats,
        (request, lane) -> count[0] += OpenLanes.has(lane, Kind.POOL_WAIT, entry) ? 1 : 0);
    return count[0];
  }

  /** Moves the last entry into the place of one that is gone. */
  synchronized void sweep() {
    List<PoolEntry> all = all();
    int kept = 0;
    for (PoolEntry entry : all) {
      if (refreshed(entry)) {
        if (entries.get(kept) != entry) {
          entries.set(kept, entry);
        }
        kept++;
      }
    }
    for (int i = all.size() - 1; i >= kept; i--) {
      entries.set(i, null);
    }
  }

  /** False once the pool is gone. */
  private static boolean refreshed(PoolEntry entry) {
    try {
      entry.refresh();
      return entry.alive();
    } catch (RuntimeException library) {
      // because one pool that cannot be read must not hide the others
      return true;
    }
  }

  void rotate() {
    for (PoolEntry entry : all()) {
      entry.waiting.rotate();
      entry.holds.rotate();
      entry.creates.rotate();
    }
  }
}
