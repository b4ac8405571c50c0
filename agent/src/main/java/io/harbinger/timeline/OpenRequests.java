package io.harbinger.timeline;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * All requests in flight: a table of timelines, each of which is used again where it stands.
 *
 * <pre>
 *   [T][T][T][T][ ][ ] … capacity
 *    ▲ a thread looks first where it had its last one, then at the neighbours, then adds one
 * </pre>
 *
 * <p>No lock. When the table is full, {@link #claim} gives null and the request goes unobserved.
 */
public final class OpenRequests {
  public interface Visitor {
    /** The request may end while it is visited: {@link Timeline#view} then gives null. */
    void visit(Timeline request);
  }

  private static final int NEAR = 64;
  private static final int TRIM_EVERY = 60;

  /** A request that was read from a connection begins within this time. */
  private static final long JUST_NOW = 1_000_000_000L;

  private final AtomicReferenceArray<Timeline> table;
  private final long thresholdNanos;
  private final TaskSlots tasks;

  /** Places used so far; grows only. */
  private final AtomicInteger made = new AtomicInteger();

  /** The last shared connection that this process closed; by its threads, read by all. */
  private volatile Closed closed;

  /** The sweeper's own: most requests in flight at its looks since the last trim. */
  private int peak;

  private int looks;

  OpenRequests(int capacity, long thresholdNanos, TaskSlots tasks) {
    table = new AtomicReferenceArray<>(capacity);
    this.thresholdNanos = thresholdNanos;
    this.tasks = tasks;
  }

  /** Null when too many are in flight. */
  Timeline claim(int hint) {
    int known = made.get();
    Timeline free = known == 0 ? null : search(hint, Math.min(NEAR, known), known);
    if (free != null) {
      return free;
    }
    while (known < table.length()) {
      if (made.compareAndSet(known, known + 1)) {
        Timeline fresh = fill(known);
        if (fresh != null) {
          return fresh;
        }
      }
      known = made.get();
    }
    return search(hint, known, known);
  }

  private Timeline search(int from, int steps, int known) {
    int at = from < known ? from : from % known;
    for (int i = 0; i < steps; i++) {
      Timeline timeline = table.get(at);
      if (timeline == null) {
        Timeline fresh = fill(at);
        if (fresh != null) {
          return fresh;
        }
      } else if (timeline.claim()) {
        return timeline;
      }
      at = at + 1 == known ? 0 : at + 1;
    }
    return null;
  }

  /** A new one at an empty place, claimed; null when another thread was faster. */
  private Timeline fill(int slot) {
    Timeline fresh = new Timeline(slot, thresholdNanos, tasks);
    fresh.claim();
    return table.compareAndSet(slot, null, fresh) ? fresh : null;
  }

  /** For one that some thread may still write to: nobody must get it again. */
  void replace(Timeline abandoned) {
    table.set(abandoned.slot, new Timeline(abandoned.slot, thresholdNanos, tasks));
  }

  /** Once a second: lets go, once a minute, of what a crowd that is gone has left. */
  void sweep() {
    peak = Math.max(peak, size());
    if (++looks % TRIM_EVERY != 0) {
      return;
    }
    for (int i = made.get() - 1; i >= Math.max(NEAR, 2 * peak); i--) {
      Timeline idle = table.get(i);
      if (idle != null && idle.claim()) {
        table.set(i, null);
      }
    }
    peak = 0;
  }

  /** Any that was ever in flight, to be read for practice; null: none was. */
  public Timeline any() {
    Timeline found = null;
    for (int i = made.get() - 1; i >= 0 && found == null; i--) {
      found = table.get(i);
    }
    return found;
  }

  /** The one in that slot, whether in flight or not; null: there is none. */
  public Timeline at(int slot) {
    return slot < made.get() ? table.get(slot) : null;
  }

  /** Slots used so far. */
  public int places() {
    return made.get();
  }

  /** Counted anew at each call. */
  public int size() {
    int size = 0;
    for (int i = made.get() - 1; i >= 0; i--) {
      Timeline timeline = table.get(i);
      size += timeline != null && timeline.live() ? 1 : 0;
    }
    return size;
  }

  public void forEachOlderThan(long ageNanos, long now, Visitor visitor) {
    for (int i = made.get() - 1; i >= 0; i--) {
      Timeline timeline = table.get(i);
      if (timeline != null && timeline.live() && now - timeline.startNanos() >= ageNanos) {
        visitor.visit(timeline);
      }
    }
  }

  public void forEach(Visitor visitor) {
    forEachOlderThan(Long.MIN_VALUE, 0, visitor);
  }

  /** The peer takes back the request that is this stream of that connection. */
  void peerReset(int peerPort, int localPort, int stream, long now) {
    forEach(
        timeline -> {
          long generation = timeline.generation();
          if (timeline.stream == stream
              && sharing(timeline, peerPort, localPort)
              && timeline.is(generation, Timeline.LIVE)) {
            timeline.peerReset(generation, now);
          }
        });
  }

  /**
   * This process closes a shared connection: under all of its requests, and under those that were
   * read from it and have not begun.
   */
  void connectionClosed(int peerPort, int localPort, long now) {
    closed = new Closed(peerPort, localPort, now);
    forEach(
        timeline -> {
          long generation = timeline.generation();
          if (sharing(timeline, peerPort, localPort)
              && timeline.peerResetNanos() == 0
              && timeline.is(generation, Timeline.LIVE)) {
            timeline.closed(generation, now);
          }
        });
  }

  /** A request of a shared connection begins, which may be closed already. */
  void joins(Timeline timeline) {
    Closed last = closed;
    if (last != null
        && sharing(timeline, last.peerPort, last.localPort)
        && timeline.startNanos() - last.nanos < JUST_NOW) {
      timeline.closed(timeline.generation(), last.nanos);
    }
  }

  private static boolean sharing(Timeline timeline, int peerPort, int localPort) {
    return timeline.shared && timeline.peerPort == peerPort && timeline.localPort == localPort;
  }

  /** Ended ones that wait for being closed, too. */
  void forEachTaken(Visitor visitor) {
    for (int i = made.get() - 1; i >= 0; i--) {
      Timeline timeline = table.get(i);
      if (timeline != null && timeline.phase() != Timeline.FREE) {
        visitor.visit(timeline);
      }
    }
  }

  private static final class Closed {
    final int peerPort;
    final int localPort;
    final long nanos;

    Closed(int peerPort, int localPort, long nanos) {
      this.peerPort = peerPort;
      this.localPort = localPort;
      this.nanos = nanos;
    }
  }
}
