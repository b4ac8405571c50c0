package io.harbinger.timeline;

import io.harbinger.bridge.Kind;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The segments of one lane: a stack of open ones on top of those that were long enough to be shown.
 *
 * <pre>
 *   start  push a slot                  [pool wait][query…
 *   end    long or failed: it stays     [pool wait][query]
 *          short: popped, summed up     [pool wait]            folded: db 1 ms, 3 times
 *   full   the shortest one is folded
 * </pre>
 *
 * <p>Assumptions: one thread writes at a time, and a hand-over to another happens after the first
 * has stopped. Any thread may read.
 *
 * <p>Guarantees: all stores are releases, in program order, and each event ends with one to {@link
 * #events()}. A reader that finds the same even number before and after its copy has a copy of one
 * instant; otherwise each value is right by itself, but a short segment may be missing or counted
 * twice. The writer never waits and, once its arrays have grown, never allocates.
 */
class Track {
  static final Kind[] KINDS = Kind.values();

  private static final int CAPACITY = 128;

  /** Slots at the top that hold open segments only. */
  private static final int RESERVED = 16;

  /** Above the bits of the kinds. */
  private static final int CONNECT = 1 << 30;

  private static final int SLOT_BITS = 8;
  private static final int SERIAL_MASK = 0x3FFFFF;

  private static final AtomicIntegerFieldUpdater<Track> COUNT =
      AtomicIntegerFieldUpdater.newUpdater(Track.class, "count");
  private static final AtomicIntegerFieldUpdater<Track> EVENTS =
      AtomicIntegerFieldUpdater.newUpdater(Track.class, "events");
  private static final AtomicIntegerFieldUpdater<Track> SERIAL =
      AtomicIntegerFieldUpdater.newUpdater(Track.class, "serial");

  private final long thresholdNanos;

  /** False: remembers nothing that is over. */
  private final boolean keeps;

  /** Changed by whoever binds the lane; tokens, and seats at it, are good for one binding. */
  volatile int serial;

  /** Only grows; safely published, because all its fields are final. */
  private Segments segments = new Segments(8);

  private volatile int count;
  private volatile int events;
  private final AtomicLongArray foldedNanos = new AtomicLongArray(KINDS.length);
  private final AtomicIntegerArray foldedCount = new AtomicIntegerArray(KINDS.length);

  // the writer's own
  private int open = -1;
  private int openKinds;
  private int used;
  private boolean folded;

  Track(long thresholdNanos, boolean keeps) {
    this.thresholdNanos = thresholdNanos;
    this.keeps = keeps;
  }

  /** From here on older tokens are void. */
  void nextSerial() {
    SERIAL.lazySet(this, serial + 1);
  }

  /** -1 inside another of the same kind, or when there is no room. */
  int start(Kind kind, long now, Object detail, Object via) {
    return start(kind.ordinal(), 1 << kind.ordinal(), now, detail, via);
  }

  /** A connect may lie inside anything but another connect. */
  int startConnect(long now, ConnectAttempt attempt) {
    return start(Kind.DB.ordinal(), CONNECT, now, attempt, attempt);
  }

  private int start(int kind, int notInside, long now, Object detail, Object via) {
    if ((openKinds & notInside) != 0) {
      return -1;
    }
    int slot = count;
    if (slot == segments.capacity) {
      if (slot == CAPACITY) {
        return -1;
      }
      segments = segments.grown(slot);
    }
    int depth = open < 0 ? 0 : segments.depth(open) + 1;
    segments.open(slot, kind, depth, open, now, detail, via);
    if (slot >= used) {
      used = slot + 1;
    }
    open = slot;
    openKinds |= kinds(slot);
    COUNT.lazySet(this, slot + 1);
    tell();
    return (serial & SERIAL_MASK) << SLOT_BITS | slot;
  }

  /** A segment that was over before anybody could write it down. */
  void add(Kind kind, long start, long end, Object detail) {
    int token = start(kind, start, detail, null);
    end(token, end, 0, null);
  }

  boolean isOpen(int token) {
    int slot = token & (1 << SLOT_BITS) - 1;
    return token >= 0
        && token >>> SLOT_BITS == (serial & SERIAL_MASK)
        && slot < count
        && segments.end(slot) == Segments.OPEN;
  }

  /** Of an open segment. */
  Object detail(int token) {
    return segments.detail(token & (1 << SLOT_BITS) - 1);
  }

  /** How long it took, or -1 when the token is stale. */
  long end(int token, long now, int status, Failure failure) {
    if (!isOpen(token)) {
      return -1;
    }
    int slot = token & (1 << SLOT_BITS) - 1;
    while (open > slot) {
      close(open, now, 0, null);
    }
    return close(slot, now, status, failure);
  }

  private long close(int slot, long now, int status, Failure failure) {
    int kind = segments.kind(slot);
    long elapsed = Math.max(0, now - segments.start(slot));
    int parent = segments.parent(slot);
    open = parent;
    openKinds = 0;
    for (int outer = parent; outer >= 0; outer = segments.parent(outer)) {
      openKinds |= kinds(outer);
    }
    if (keeps && (elapsed >= thresholdNanos || failure != null || segments.stays(slot))) {
      segments.close(slot, now, status, failure);
      if (parent >= 0) {
        segments.stay(parent);
      } else if (count > CAPACITY - RESERVED) {
        foldShortest();
      }
    } else {
      COUNT.lazySet(this, slot);
      fold(kind, parent < 0 ? elapsed : 0);
    }
    tell();
    return elapsed;
  }

  /** As a set of bits; a connect counts as DB, so that its own statements are not counted. */
  private int kinds(int slot) {
    int bit = 1 << segments.kind(slot);
    return segments.via(slot) instanceof ConnectAttempt ? bit | CONNECT : bit;
  }

  /** An inner segment has its time in the outer one. */
  private void fold(int kind, long nanos) {
    folded = true;
    foldedNanos.lazySet(kind, foldedNanos.get(kind) + nanos);
    foldedCount.lazySet(kind, foldedCount.get(kind) + 1);
  }

  /** Makes room when all segments are closed: the shortest one goes, with those inside it. */
  private void foldShortest() {
    int shortest = -1;
    long nanos = Long.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      long elapsed = segments.end(i) - segments.start(i);
      if (segments.depth(i) == 0 && elapsed < nanos) {
        nanos = elapsed;
        shortest = i;
      }
    }
    int next = shortest + 1;
    while (next < count && segments.depth(next) > 0) {
      next++;
    }
    EVENTS.lazySet(this, events + 1);
    fold(segments.kind(shortest), nanos);
    int gap = next - shortest;
    for (int i = next; i < count; i++) {
      segments.copy(i - gap, segments, i);
    }
    COUNT.lazySet(this, count - gap);
    EVENTS.lazySet(this, events + 1);
  }

  /**
   * A span id for an open call, the same at each question. Such a call is not folded: others name
   * it.
   */
  long spanId(int slot, long fresh) {
    long id = segments.spanId(slot);
    if (id == 0) {
      id = fresh;
      segments.spanId(slot, id);
      segments.stay(slot);
      tell();
    }
    return id;
  }

  boolean isIn(Kind kind) {
    return (openKinds & 1 << kind.ordinal()) != 0;
  }

  boolean isConnecting() {
    return (openKinds & CONNECT) != 0;
  }

  /** The innermost open segment of this kind, or -1. */
  int openSlot(Kind kind) {
    int slot = isIn(kind) ? open : -1;
    while (slot >= 0 && segments.kind(slot) != kind.ordinal()) {
      slot = segments.parent(slot);
    }
    return slot;
  }

  Object openDetail(Kind kind) {
    int slot = openSlot(kind);
    return slot < 0 ? null : segments.detail(slot);
  }

  void endAll(long now) {
    while (open >= 0) {
      close(open, now, 0, null);
    }
  }

  /** As if all that is open had never been. */
  void forgetOpen() {
    while (open >= 0) {
      COUNT.lazySet(this, open);
      open = segments.parent(open);
    }
    openKinds = 0;
    tell();
  }

  /** Ends an event. */
  void tell() {
    EVENTS.lazySet(this, events + 2);
  }

  /** Lets go of the application's objects. */
  void clear() {
    COUNT.lazySet(this, 0);
    for (int i = 0; i < used; i++) {
      segments.forget(i);
    }
    if (folded) {
      for (int i = 0; i < KINDS.length; i++) {
        foldedNanos.lazySet(i, 0);
        foldedCount.lazySet(i, 0);
      }
    }
    used = 0;
    folded = false;
    open = -1;
    openKinds = 0;
  }

  // ---- for readers ---------------------------------------------------------------------------

  int events() {
    return events;
  }

  int count() {
    return count;
  }

  Segments segments() {
    return segments;
  }

  /** Some segment is open. */
  boolean inSegment() {
    Segments seen = segments;
    for (int i = Math.min(count, seen.capacity) - 1; i >= 0; i--) {
      if (seen.end(i) == Segments.OPEN) {
        return true;
      }
    }
    return false;
  }

  long foldedNanos(int kind) {
    return foldedNanos.get(kind);
  }

  int foldedCount(int kind) {
    return foldedCount.get(kind);
  }
}
