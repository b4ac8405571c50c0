package io.harbinger.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The latest attempts to connect to a database, with those that still hang. */
final class ConnectAttempts {
  private static final int SIZE = 64;

  private final AtomicReferenceArray<ConnectAttempt> ring = new AtomicReferenceArray<>(SIZE);
  private final AtomicInteger next = new AtomicInteger();

  ConnectAttempt start(String url, long now) {
    ConnectAttempt attempt = new ConnectAttempt(url, now);
    // at most once around
    for (int i = 0; i < SIZE; i++) {
      int slot = next.getAndIncrement() & SIZE - 1;
      ConnectAttempt there = ring.get(slot);
      // because one that hangs is worth more than one that is over
      if (there == null || there.done) {
        ring.set(slot, attempt);
        return attempt;
      }
    }
    ring.set(next.getAndIncrement() & SIZE - 1, attempt);
    return attempt;
  }

  List<ConnectAttempt> all() {
    List<ConnectAttempt> all = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      ConnectAttempt attempt = ring.get(i);
      if (attempt != null) {
        all.add(attempt);
      }
    }
    all.sort((a, b) -> Long.signum(a.startNanos - b.startNanos));
    return all;
  }
}
