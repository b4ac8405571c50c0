package io.harbinger.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The hosts that this process calls; a lookup of a known one makes no object and takes no lock. */
public final class CalledHosts {
  private static final int BUCKETS = 256;

  /** Shared by those beyond the cap. */
  public final CalledHost other = new CalledHost("other", -1, null);

  private final int cap;
  private final AtomicReferenceArray<CalledHost> buckets = new AtomicReferenceArray<>(BUCKETS);
  private final AtomicInteger size = new AtomicInteger();

  CalledHosts(int cap) {
    this.cap = cap;
  }

  CalledHost of(String host, int port) {
    if (host == null) {
      return other;
    }
    int hash = host.hashCode() * 31 + port;
    int bucket = (hash ^ hash >>> 16) & BUCKETS - 1;
    while (true) {
      CalledHost first = buckets.get(bucket);
      for (CalledHost at = first; at != null; at = at.next) {
        if (at.port == port && at.host.equals(host)) {
          return at;
        }
      }
      if (size.get() >= cap) {
        return other;
      }
      CalledHost fresh = new CalledHost(host, port, first);
      if (buckets.compareAndSet(bucket, first, fresh)) {
        size.incrementAndGet();
        return fresh;
      }
    }
  }

  /** By {@link CalledHost#name}, or null. */
  CalledHost find(String name) {
    for (CalledHost host : all()) {
      if (host.name.equals(name)) {
        return host;
      }
    }
    return null;
  }

  public List<CalledHost> all() {
    List<CalledHost> all = new ArrayList<>();
    for (int i = 0; i < BUCKETS; i++) {
      for (CalledHost at = buckets.get(i); at != null; at = at.next) {
        all.add(at);
      }
    }
    return all;
  }
}
