package io.harbinger.watch;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The reservoir of healthy examples: a few requests a minute, so that a trace of a good day can be
 * laid beside one of a bad day.
 *
 * <p>Tokens are filled by the watcher, one every {@code 60 / perMinute} seconds, and taken by
 * request threads: without a token {@link #wants} is one volatile read.
 */
final class Examples {
  private static final long MINUTE = 60_000_000_000L;

  private final int perMinute;
  private final AtomicInteger tokens = new AtomicInteger();
  private long filledNanos;

  Examples(int perMinute) {
    this.perMinute = perMinute;
  }

  boolean wants() {
    int available = tokens.get();
    return available > 0 && tokens.compareAndSet(available, available - 1);
  }

  /** Once a second, by the watcher. */
  void refill(long now) {
    if (perMinute > 0 && (filledNanos == 0 || now - filledNanos >= MINUTE / perMinute)) {
      filledNanos = now;
      tokens.set(1);
    }
  }
}
