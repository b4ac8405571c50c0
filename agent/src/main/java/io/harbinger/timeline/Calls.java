package io.harbinger.timeline;

import io.harbinger.bridge.Kind;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/** Outgoing calls, look-ups of names and any other segment. */
final class Calls {
  private final LongSupplier nanoTime;
  private final Seats seats;
  private final boolean propagates;
  final CalledHosts called;
  final CalledHosts lookedUp;

  Calls(LongSupplier nanoTime, Seats seats, Limits limits) {
    this.nanoTime = nanoTime;
    this.seats = seats;
    called = new CalledHosts(limits.hosts);
    lookedUp = new CalledHosts(limits.hosts);
    propagates = limits.propagates;
  }

  int segmentStarted(Kind kind, Object detail) {
    Lane lane = seats.lane(seats.mine());
    if (lane == null || lane.isIn(kind)) {
      return -1;
    }
    Object about =
        kind == Kind.DNS && detail instanceof String ? lookedUp.of((String) detail, -1) : detail;
    return lane.start(kind, nanoTime.getAsLong(), about, null);
  }

  int started(String method, String host, int port) {
    Lane lane = seats.lane(seats.mine());
    return lane == null || lane.isIn(Kind.CALL)
        ? -1
        : lane.start(Kind.CALL, nanoTime.getAsLong(), called.of(host, port), method);
  }

  /** The call that is open has no limit on its answer. */
  void endless(String client, String setting) {
    Lane lane = seats.lane(seats.mine());
    Object host = lane == null ? null : lane.openDetail(Kind.CALL);
    if (host instanceof CalledHost) {
      ((CalledHost) host).endless(client, setting);
    }
  }

  void ended(int token, int status, Throwable error) {
    Lane lane = seats.lane(seats.mine());
    if (lane == null || !lane.isOpen(token)) {
      return;
    }
    long now = nanoTime.getAsLong();
    Object host = lane.detail(token);
    long nanos = lane.end(token, now, status, Failure.of(error, false));
    if (host instanceof CalledHost) {
      ((CalledHost) host).completed(nanos, now, error != null || status >= 500);
    }
  }

  /** Null inside another call. In a lane of its own, beside whatever the thread does next. */
  OpenCall opened(String method, String host, int port) {
    Seat seat = seats.mine();
    Lane by = seat.lane();
    // because a blocking call may be made of one that does not block
    if (seat.ours || by != null && by.isIn(Kind.CALL)) {
      return null;
    }
    CalledHost target = called.of(host, port);
    long now = nanoTime.getAsLong();
    Timeline timeline = by == null ? null : by.timeline;
    if (timeline == null || !timeline.is(by.generation, Timeline.LIVE)) {
      return new OpenCall(target, now, null, -1);
    }
    Lane lane = seats.take();
    lane.begin(timeline, by.generation, 1, null, now);
    int token = lane.start(Kind.CALL, now, target, method);
    if (!timeline.add(lane)) {
      if (lane.done()) {
        seats.giveBack(lane);
      }
      return new OpenCall(target, now, null, -1);
    }
    return new OpenCall(target, now, lane, token);
  }

  void closed(OpenCall call, int status, Throwable error) {
    if (!call.closed.compareAndSet(false, true)) {
      return;
    }
    long now = nanoTime.getAsLong();
    call.host.completed(now - call.startNanos, now, error != null || status >= 500);
    Lane lane = call.lane;
    if (lane != null) {
      lane.end(call.token, now, status, Failure.of(error, false));
      lane.unbind(now);
      if (lane.done()) {
        seats.giveBack(lane);
      }
    }
  }

  String traceparent(OpenCall call) {
    Lane lane = call != null ? call.lane : seats.mine().lane();
    Timeline timeline = lane == null ? null : lane.timeline;
    if (!propagates || timeline == null || !timeline.is(lane.generation, Timeline.LIVE)) {
      return null;
    }
    int slot = lane.openSlot(Kind.CALL);
    long fresh = ThreadLocalRandom.current().nextLong() | 1;
    long span = slot < 0 ? timeline.spanId : lane.spanId(slot, fresh);
    return TraceParent.render(timeline.traceHi, timeline.traceLo, span, timeline.flags);
  }

  String tracestate() {
    Lane lane = seats.mine().lane();
    Timeline timeline = lane == null ? null : lane.timeline;
    return timeline != null && timeline.is(lane.generation, Timeline.LIVE)
        ? timeline.traceState()
        : null;
  }
}
