package io.harbinger.timeline;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * How long the requests of each raw path take, where no framework tells a route: for what is usual
 * only, never for a metric.
 *
 * <p>The first hundred paths of the process; of an application with ids in its paths and no routes
 * that says little, and nothing is usual there. A look-up compares bytes and makes no object.
 */
final class Paths {
  private static final int SIZE = 256;
  private static final int CAP = 100;
  private static final int PROBES = 16;

  private final AtomicReferenceArray<Entry> entries = new AtomicReferenceArray<>(SIZE);
  private final AtomicInteger size = new AtomicInteger();

  void healthy(Name method, Name path, long nanos) {
    int hash = path.hash();
    for (int i = 0; i < PROBES; i++) {
      int slot = hash + i & SIZE - 1;
      Entry entry = entries.get(slot);
      if (entry == null) {
        if (size.get() >= CAP) {
          return;
        }
        Entry fresh = new Entry(method.toString(), path.toString());
        if (entries.compareAndSet(slot, null, fresh)) {
          size.incrementAndGet();
        }
        entry = entries.get(slot);
      }
      if (path.is(entry.path) && method.is(entry.method)) {
        entry.durations.record(nanos);
        return;
      }
    }
  }

  /** By {@code GET /report}, or null. */
  Distribution find(String methodAndPath) {
    for (int i = 0; i < SIZE; i++) {
      Entry entry = entries.get(i);
      if (entry != null && methodAndPath.equals(entry.method + " " + entry.path)) {
        return entry.durations;
      }
    }
    return null;
  }

  void rotate() {
    for (int i = 0; i < SIZE; i++) {
      Entry entry = entries.get(i);
      if (entry != null) {
        entry.durations.rotate();
      }
    }
  }

  private static final class Entry {
    final String method;
    final String path;
    final Distribution durations = new Distribution();

    Entry(String method, String path) {
      this.method = method;
      this.path = path;
    }
  }
}
