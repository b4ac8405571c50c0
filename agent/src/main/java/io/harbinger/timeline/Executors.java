package io.harbinger.timeline;

import io.harbinger.bridge.PoolReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The thread pools that work for requests, found by identity. */
public final class Executors {
  private static final int PROBES = 16;

  private final List<PoolReader> readers;
  private final AtomicReferenceArray<ExecutorEntry> entries;

  Executors(int cap, List<PoolReader> readers) {
    entries = new AtomicReferenceArray<>(cap);
    this.readers = readers;
  }

  /** Null when there are too many. */
  ExecutorEntry of(Object executor) {
    if (executor == null) {
      return null;
    }
    int start = (System.identityHashCode(executor) & Integer.MAX_VALUE) % entries.length();
    for (int i = 0; i < PROBES; i++) {
      int slot = (start + i) % entries.length();
      ExecutorEntry entry = entries.get(slot);
      if (entry == null || !entry.alive()) {
        return add(executor, start);
      }
      if (entry.is(executor)) {
        return entry;
      }
    }
    return null;
  }

  private synchronized ExecutorEntry add(Object executor, int start) {
    int free = -1;
    for (int i = 0; i < PROBES; i++) {
      int slot = (start + i) % entries.length();
      ExecutorEntry entry = entries.get(slot);
      if (entry != null && entry.is(executor)) {
        return entry;
      }
      if (free < 0 && (entry == null || !entry.alive())) {
        free = slot;
      }
    }
    if (free < 0) {
      return null;
    }
    ExecutorEntry fresh = new ExecutorEntry(executor, readers);
    entries.set(free, fresh);
    return fresh;
  }

  public List<ExecutorEntry> all() {
    List<ExecutorEntry> all = new ArrayList<>();
    for (int i = 0; i < entries.length(); i++) {
      ExecutorEntry entry = entries.get(i);
      if (entry != null && entry.alive()) {
        all.add(entry);
      }
    }
    return all;
  }
}
