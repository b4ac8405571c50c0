package io.harbinger.timeline;

import io.harbinger.bridge.ListenerGauges;
import io.harbinger.bridge.PoolReader;
import io.harbinger.bridge.ServerLimits;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The servers that listen in this process, found by identity; written as they start. */
public final class Listeners {
  private static final int MOST = 32;

  private static final class Entry {
    final WeakReference<Object> server;

    /** Made by the thread that reads first, because handles are slow to make while it starts. */
    volatile ListenerGauges gauges;

    /** Read once, when it is bound. */
    volatile ServerLimits limits;

    Entry(Object server) {
      this.server = new WeakReference<>(server);
    }
  }

  private final List<PoolReader> readers;
  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  Listeners(List<PoolReader> readers) {
    this.readers = readers;
  }

  synchronized void listens(Object server) {
    entries.removeIf(entry -> entry.server.get() == null);
    for (Entry entry : entries) {
      if (entry.server.get() == server) {
        return;
      }
    }
    if (server != null && entries.size() < MOST) {
      entries.add(new Entry(server));
    }
  }

  public List<ListenerGauges> all() {
    List<ListenerGauges> all = new ArrayList<>();
    for (Entry entry : entries) {
      ListenerGauges gauges = gauges(entry);
      if (gauges != null && gauges.alive()) {
        all.add(gauges);
      }
    }
    return all;
  }

  /** What each that is bound allows its connections. */
  public List<ServerLimits> limits() {
    List<ServerLimits> all = new ArrayList<>();
    for (Entry entry : entries) {
      Object server = entry.server.get();
      for (PoolReader reader : readers) {
        if (entry.limits == null && server != null) {
          entry.limits = reader.limits(server);
        }
      }
      if (entry.limits != null && server != null) {
        all.add(entry.limits);
      }
    }
    return all;
  }

  private ListenerGauges gauges(Entry entry) {
    Object server = entry.server.get();
    for (PoolReader reader : readers) {
      if (entry.gauges == null && server != null) {
        entry.gauges = reader.listener(server);
      }
    }
    return entry.gauges;
  }
}
