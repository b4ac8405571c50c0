package io.harbinger.timeline;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What each thread works in, with a store of lanes for threads that join a request.
 *
 * <p>Threads that use a database or a pool outside of any request have a background lane, so that
 * one can see what they hold; beyond the table's size they are not seen.
 */
final class Seats {
  interface Visitor {
    void visit(Lane lane);
  }

  private static final int BACKGROUNDS = 1_024;
  private static final int STORE = 256;
  private static final int PROBES = 16;

  private final long thresholdNanos;
  private final ThreadLocal<Seat> seats =
      new ThreadLocal<Seat>() {
        @Override
        protected Seat initialValue() {
          return new Seat();
        }
      };

  /** Put by their threads, taken away by {@link #sweep}. */
  private final AtomicReferenceArray<Lane> backgrounds = new AtomicReferenceArray<>(BACKGROUNDS);

  /** Whoever takes a lane out has it for himself. */
  private final AtomicReferenceArray<Lane> store = new AtomicReferenceArray<>(STORE);

  Seats(long thresholdNanos) {
    this.thresholdNanos = thresholdNanos;
  }

  Seat mine() {
    return seats.get();
  }

  /** The lane to write to: the request's, else the thread's own; null on the agent's threads. */
  Lane lane(Seat seat) {
    Lane lane = seat.lane();
    if (lane == null) {
      lane = seat.background;
    }
    return lane != null || seat.ours ? lane : background(seat);
  }

  private Lane background(Seat seat) {
    Lane lane = new Lane(thresholdNanos, false);
    lane.begin(null, 0, 0, seat.thread, 0);
    seat.background = lane;
    for (int i = 0; i < PROBES; i++) {
      int slot = (int) (seat.thread.getId() + i) & BACKGROUNDS - 1;
      if (backgrounds.compareAndSet(slot, null, lane)) {
        break;
      }
    }
    return lane;
  }

  Lane take() {
    int start = ThreadLocalRandom.current().nextInt();
    for (int i = 0; i < PROBES; i++) {
      int slot = start + i & STORE - 1;
      Lane lane = store.get(slot) == null ? null : store.getAndSet(slot, null);
      if (lane != null) {
        return lane;
      }
    }
    return new Lane(thresholdNanos, true);
  }

  /** The caller has the lane for himself. */
  void giveBack(Lane lane) {
    lane.clear();
    int start = ThreadLocalRandom.current().nextInt();
    for (int i = 0; i < PROBES; i++) {
      int slot = start + i & STORE - 1;
      if (store.get(slot) == null && store.compareAndSet(slot, null, lane)) {
        return;
      }
    }
  }

  void forEachBackground(Visitor visitor) {
    for (int i = 0; i < BACKGROUNDS; i++) {
      Lane lane = backgrounds.get(i);
      if (lane != null) {
        visitor.visit(lane);
      }
    }
  }

  void sweep() {
    for (int i = 0; i < BACKGROUNDS; i++) {
      Lane lane = backgrounds.get(i);
      Thread thread = lane == null ? null : lane.thread;
      if (thread != null && !thread.isAlive()) {
        backgrounds.set(i, null);
      }
    }
  }
}
