package io.harbinger.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Who has which connection of a pool: a fixed hash by the identity of the pool's entry.
 *
 * <p>A thread claims a free place, fills it and then names the connection; from then on the place
 * belongs to whoever has the connection. Readers copy and look whether the connection is still
 * there. Beyond its size holders are not known.
 */
final class Holders {
  private static final int SIZE = 256;
  private static final int PROBES = 32;
  private static final Object CLAIMED = new Object();

  private final AtomicReferenceArray<Object> connections = new AtomicReferenceArray<>(SIZE);
  private final AtomicReferenceArray<Holder> holders = new AtomicReferenceArray<>(SIZE);

  boolean take(Object connection, Lane lane, Seat seat, long now, Throwable at) {
    int start = System.identityHashCode(connection);
    for (int i = 0; i < PROBES; i++) {
      int slot = start + i & SIZE - 1;
      if (connections.get(slot) == null && connections.compareAndSet(slot, null, CLAIMED)) {
        Holder holder = holders.get(slot);
        if (holder == null) {
          holder = new Holder();
          holders.set(slot, holder);
        }
        holder.fill(lane, seat.thread, now, at);
        connections.lazySet(slot, connection);
        return true;
      }
    }
    return false;
  }

  /** How long it was held, or -1 when that is not known. */
  long giveBack(Object connection, Lane lane, long now) {
    int start = System.identityHashCode(connection);
    for (int i = 0; i < PROBES; i++) {
      int slot = start + i & SIZE - 1;
      if (connections.get(slot) == connection) {
        Holder holder = holders.get(slot);
        long nanos = now - holder.takenNanos;
        if (holder.lane == lane && lane != null && lane.held > 0 && --lane.held == 0) {
          lane.pool = null;
        }
        holder.empty();
        connections.set(slot, null);
        return Math.max(0, nanos);
      }
    }
    return -1;
  }

  /** The request has ended and still has connections. */
  void leaked(Timeline ended, String who, TraceContext trace) {
    for (int slot = 0; slot < SIZE; slot++) {
      Holder holder = connections.get(slot) == null ? null : holders.get(slot);
      if (holder != null && holder.timeline == ended && holder.generation == ended.generation()) {
        holder.leak = new Leak(ended, ended.generation(), who, trace);
      }
    }
  }

  /** The pool says that nothing is lent: what is here was given back in a way we do not see. */
  void forgetAll(LongAdder taken) {
    for (int slot = 0; slot < SIZE; slot++) {
      Object connection = connections.get(slot);
      if (connection != null
          && connection != CLAIMED
          && connections.compareAndSet(slot, connection, null)) {
        taken.decrement();
      }
    }
  }

  List<HolderView> view() {
    List<HolderView> views = new ArrayList<>();
    for (int slot = 0; slot < SIZE; slot++) {
      Object connection = connections.get(slot);
      if (connection != null && connection != CLAIMED) {
        HolderView view = holders.get(slot).view();
        if (connections.get(slot) == connection) {
          views.add(view);
        }
      }
    }
    views.sort((a, b) -> Long.signum(a.takenNanos - b.takenNanos));
    return views;
  }

  /** Names the request it is about, because the place may have a new holder before it is read. */
  private static final class Leak {
    final Timeline ended;
    final long generation;
    final String who;
    final TraceContext trace;

    Leak(Timeline ended, long generation, String who, TraceContext trace) {
      this.ended = ended;
      this.generation = generation;
      this.who = who;
      this.trace = trace;
    }
  }

  /** Written by the borrowing thread before the connection is named; {@link #leak} after that. */
  private static final class Holder {
    long takenNanos;
    Lane lane;
    Timeline timeline;
    long generation;
    String threadName;
    long threadId;
    Throwable at;
    volatile Leak leak;

    void fill(Lane lane, Thread thread, long now, Throwable at) {
      takenNanos = now;
      this.lane = lane;
      timeline = lane.timeline;
      generation = lane.generation;
      threadName = thread.getName();
      threadId = thread.getId();
      this.at = at;
      leak = null;
    }

    void empty() {
      at = null;
    }

    HolderView view() {
      Timeline request = timeline;
      Lane in = lane;
      Leak last = leak;
      Leak left =
          last != null && last.ended == request && last.generation == generation ? last : null;
      boolean background = request == null;
      boolean working = !background && request.is(generation, Timeline.LIVE);
      String who = working ? request.who() : threadName;
      TraceContext trace = working ? request.trace() : null;
      boolean present =
          background
              || working && in.timeline == request && (in.index == 0 || in.threadId == threadId);
      SegmentView current = present ? Viewer.current(in) : null;
      boolean fetching = present && in.fetching();
      if (working && !request.is(generation, Timeline.LIVE)) {
        working = false;
        who = threadName;
        trace = null;
        current = null;
      }
      if (left != null) {
        who = left.who;
        trace = left.trace;
      }
      return new HolderView(
          takenNanos,
          who,
          trace,
          left != null || !background && !working,
          background,
          threadName,
          threadId,
          current,
          fetching,
          text(at));
    }

    private static String text(Throwable at) {
      if (at == null) {
        return null;
      }
      StringBuilder out = new StringBuilder();
      int frames = 0;
      for (StackTraceElement frame : at.getStackTrace()) {
        if (!frame.getClassName().startsWith("io.harbinger.") && frames++ < 30) {
          out.append(out.length() == 0 ? "" : "\n").append(frame);
        }
      }
      return out.toString();
    }
  }
}
