package io.harbinger.timeline;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * How far one request is with an object that serves one after another, each of them a generation.
 *
 * <pre>
 *   FREE ─► CLAIMED ─► LIVE ─► ENDED ─► (FREE, next generation)
 *                                 └──► KEPT ─► CLOSING ─► (FREE, next generation)
 * </pre>
 *
 * <p>Extended, not held, so that to ask for the phase is one read.
 */
abstract class Generation {
  static final int FREE = 0;
  static final int CLAIMED = 1;
  static final int LIVE = 2;
  static final int ENDED = 3;
  static final int KEPT = 4;
  static final int CLOSING = 5;

  private static final int PHASE_BITS = 3;
  private static final AtomicLongFieldUpdater<Generation> STATE =
      AtomicLongFieldUpdater.newUpdater(Generation.class, "state");

  /** Generation above, one of the phases below; moved on by whoever wins the exchange. */
  private volatile long state;

  /** Changes with each request that uses this object; compare before and after a longer look. */
  public final long generation() {
    return state >>> PHASE_BITS;
  }

  public final boolean live() {
    return (state & 7) == LIVE;
  }

  /** Takes a free one; the caller fills it and calls {@link #publish}. */
  final boolean claim() {
    long now = state;
    return (now & 7) == FREE && STATE.compareAndSet(this, now, now & ~7L | CLAIMED);
  }

  final void publish() {
    STATE.lazySet(this, state & ~7L | LIVE);
  }

  final boolean move(int from, int to) {
    long now = state;
    return (now & 7) == from && STATE.compareAndSet(this, now, now & ~7L | to);
  }

  /** Same, but only if it is still of that generation. */
  final boolean move(long generation, int from, int to) {
    long base = generation << PHASE_BITS;
    return STATE.compareAndSet(this, base | from, base | to);
  }

  final boolean is(long generation, int wanted) {
    return state == (generation << PHASE_BITS | wanted);
  }

  final int phase() {
    return (int) (state & 7);
  }

  /** Lets the next request in. */
  final void next() {
    STATE.lazySet(this, (state & ~7L) + (1 << PHASE_BITS) | FREE);
  }
}
