package io.harbinger.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The latest attempts to connect to a database, with those that still hang. */
public final class ConnectAttempts {
  private static final int SIZE = 64;

  private final AtomicReferenceArray<Attempt> ring = new AtomicReferenceArray<>(SIZE);
  private final AtomicInteger next = new AtomicInteger();

  Attempt start(String url, long now) {
    Attempt attempt = new Attempt(url, now);
    for (int i = 0; i < SIZE; i++) {
      int slot = next.getAndIncrement() & SIZE - 1;
      Attempt there = ring.get(slot);
      // because one that hangs is worth more than one that is over
      if (there == null || there.done) {
        ring.set(slot, attempt);
        return attempt;
      }
    }
    ring.set(next.getAndIncrement() & SIZE - 1, attempt);
    return attempt;
  }

  List<Attempt> all() {
    List<Attempt> all = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      Attempt attempt = ring.get(i);
      if (attempt != null) {
        all.add(attempt);
      }
    }
    all.sort((a, b) -> Long.compare(a.startNanos - b.startNanos, 0));
    return all;
  }

  /** One attempt; written by its thread until {@link #done}. */
  public static final class Attempt {
    /** Without user, password and parameters. */
    public final String url;

    public final long startNanos;

    /** {@code nanoTime}; meaningless until done. */
    public long endNanos;

    /** Null: it went well, or is not over. */
    public Failure failure;

    public volatile boolean done;

    Attempt(String url, long startNanos) {
      this.url = url;
      this.startNanos = startNanos;
    }

    void end(long now, Failure failure) {
      endNanos = now;
      this.failure = failure;
      done = true;
    }

    @Override
    public String toString() {
      return "connect " + url;
    }
  }
}
