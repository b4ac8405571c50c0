package io.harbinger.timeline;

import io.harbinger.bridge.Kind;
import io.harbinger.timeline.AnswerView.Broken;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/** The life of a request: begun, told about, handed over, ended, kept or forgotten. */
final class Requests {
  private static final long CLOSE_AFTER_NANOS = 2_000_000_000L;
  private static final long LOST_AFTER_NANOS = 3_600_000_000_000L;

  private final LongSupplier nanoTime;
  private final Limits limits;
  private final Seats seats;
  private final OpenRequests open;
  private final Routes routes;
  private final Pools pools;
  private final Executors executors;
  private final Counters counters;
  private final RequestEnd end;

  /** Wall clock minus nanoTime; written by the sweeper. */
  volatile long epochMinusNano;

  final Answers answers;

  /** Set at most once, when the application already runs. */
  volatile FlightLog flight = FlightLog.NONE;

  Requests(
      LongSupplier nanoTime,
      Limits limits,
      Seats seats,
      OpenRequests open,
      Routes routes,
      Pools pools,
      Executors executors,
      Counters counters,
      RequestEnd end) {
    this.nanoTime = nanoTime;
    answers = new Answers(nanoTime);
    this.limits = limits;
    this.seats = seats;
    this.open = open;
    this.routes = routes;
    this.pools = pools;
    this.executors = executors;
    this.counters = counters;
    this.end = end;
  }

  Timeline started() {
    Seat seat = seats.mine();
    Lane before = seat.lane();
    // because a thread that runs a task of one request may be given a request of its own
    if (before != null && before.index == 0) {
      return null;
    }
    long now = nanoTime.getAsLong();
    counters.arrivals.increment();
    Timeline timeline = open.claim(seat.hint);
    if (timeline == null) {
      counters.dropped.increment();
      return null;
    }
    seat.hint = timeline.slot;
    long start = now;
    boolean queued = seat.workQueued && now - seat.workQueuedNanos >= limits.queueNanos;
    if (queued) {
      start = seat.workQueuedNanos;
    }
    seat.workQueued = false;
    ThreadLocalRandom random = ThreadLocalRandom.current();
    timeline.startNanos = start;
    timeline.startEpochNanos = epochMinusNano + start;
    timeline.traceHi = random.nextLong();
    timeline.traceLo = random.nextLong() | 1;
    timeline.spanId = random.nextLong() | 1;
    timeline.own.begin(timeline, timeline.generation(), 0, seat.thread, start);
    if (queued) {
      timeline.own.add(Kind.WORKER_QUEUE, start, now, seat.workExecutor);
    }
    seat.enter(timeline.own);
    timeline.publish();
    begun(timeline);
    return timeline;
  }

  private void begun(Timeline timeline) {
    flight.begun(
        timeline.slot,
        timeline.traceHi,
        timeline.traceLo,
        timeline.spanId,
        timeline.parentSpanId,
        timeline.flags,
        timeline.startEpochNanos);
  }

  void method(Timeline timeline, String method) {
    if (timeline.live()) {
      timeline.method.set(method);
      timeline.tell();
      flight.method(timeline.slot, timeline.method);
    }
  }

  void method(Timeline timeline, byte[] bytes, int offset, int length) {
    if (timeline.live()) {
      timeline.method.set(bytes, offset, length);
      timeline.tell();
      flight.method(timeline.slot, timeline.method);
    }
  }

  void path(Timeline timeline, String path) {
    if (timeline.live()) {
      timeline.path.set(path);
      timeline.tell();
      flight.path(timeline.slot, timeline.path);
    }
  }

  void path(Timeline timeline, byte[] bytes, int offset, int length) {
    if (timeline.live()) {
      timeline.path.set(bytes, offset, length);
      timeline.tell();
      flight.path(timeline.slot, timeline.path);
    }
  }

  /**
   * @param address a text or an {@code InetAddress}
   */
  void peer(Timeline timeline, Object address, int port, int localPort) {
    if (timeline.live()) {
      timeline.peerAddress = address;
      timeline.peerPort = port;
      timeline.localPort = localPort;
      timeline.tell();
    }
  }

  void peerReset(int peerPort, int localPort, int stream) {
    open.peerReset(peerPort, localPort, stream, nanoTime.getAsLong());
  }

  void connectionClosed(int peerPort, int localPort) {
    open.connectionClosed(peerPort, localPort, nanoTime.getAsLong());
  }

  void shared(Timeline timeline, int stream) {
    if (timeline.live()) {
      timeline.shared = true;
      timeline.stream = stream;
      timeline.tell();
      open.joins(timeline);
    }
  }

  void peerReset(Timeline timeline, long generation) {
    timeline.peerReset(generation, nanoTime.getAsLong());
  }

  void header(Timeline timeline, String name, String value) {
    if (timeline.live() && (limits.propagates || !name.startsWith("trace"))) {
      long caller = timeline.parentSpanId;
      timeline.header(name, value);
      if (timeline.parentSpanId != caller) {
        begun(timeline);
      }
    }
  }

  /** The first one stands, unless it was only a prefix: an error page has a route, too. */
  void route(String template) {
    Timeline timeline = current();
    if (timeline != null && template != null) {
      String before = timeline.route;
      if (before == null || before.endsWith("*")) {
        timeline.route = template;
        timeline.tell();
      }
    }
  }

  void failed(Throwable error) {
    Timeline timeline = current();
    if (timeline != null && error != null && !(timeline.answer.lost() && Failure.isIo(error))) {
      timeline.failed = error;
      timeline.answer.broken = timeline.answering() ? Broken.BY_EXCEPTION : Broken.NOT;
      timeline.tell();
    }
  }

  /** The request that this thread works for, or null. */
  private Timeline current() {
    Lane lane = seats.mine().lane();
    Timeline timeline = lane == null ? null : lane.timeline;
    return timeline != null && timeline.is(lane.generation, Timeline.LIVE) ? timeline : null;
  }

  void asyncTimedOut() {
    Timeline timeline = current();
    if (timeline != null) {
      timeline.asyncTimedOut = true;
      timeline.tell();
    }
  }

  void suspended(Timeline timeline) {
    Seat seat = seats.mine();
    if (!timeline.live() || seat.lane() != timeline.own) {
      return;
    }
    timeline.suspended = true;
    timeline.own.unbind(nanoTime.getAsLong());
    seat.leave(timeline.own);
    timeline.tell();
  }

  /** Before the executor gets it, for from then on another thread writes. */
  void queued(Timeline timeline, Object executor) {
    Seat seat = seats.mine();
    if (!timeline.live() || seat.lane() != timeline.own) {
      return;
    }
    ExecutorEntry entry = executors.of(executor);
    if (entry == null) {
      suspended(timeline);
      return;
    }
    if (!entry.server) {
      entry.server = true;
    }
    timeline.suspended = true;
    timeline.own.queue(nanoTime.getAsLong(), entry);
    seat.leave(timeline.own);
    timeline.tell();
  }

  boolean resumed(Timeline timeline) {
    Seat seat = seats.mine();
    Lane own = timeline.own;
    if (!timeline.live() || seat.lane() == own) {
      return false;
    }
    ExecutorEntry queue = own.queue;
    if (queue != null) {
      queue.workedOnBy(seat.thread);
      queue.waits.record(own.dequeue(nanoTime.getAsLong(), limits.queueNanos));
    }
    own.bind(seat.thread);
    seat.enter(own);
    timeline.suspended = false;
    timeline.tell();
    return true;
  }

  boolean worksFor(Timeline timeline) {
    return timeline.live() && seats.mine().lane() == timeline.own;
  }

  boolean ended(Timeline timeline, int status, long bodyBytes, Throwable error) {
    if (!timeline.move(Timeline.LIVE, Timeline.ENDED)) {
      return false;
    }
    flight.ended(timeline.slot);
    long now = nanoTime.getAsLong();
    Seat seat = seats.mine();
    Thread worker = timeline.own.thread;
    if (seat.lane() == timeline.own) {
      timeline.own.unbind(now);
      seat.leave(timeline.own);
    } else if (worker != null) {
      timeline.abandoned = true;
    } else if (timeline.own.queue != null) {
      timeline.own.unbind(now); // its executor refused it
    }
    timeline.endNanos = now;
    timeline.status = status;
    timeline.bodyBytes = bodyBytes;
    timeline.over = true;
    if (error != null) {
      timeline.failed = error;
    }
    if (timeline.closedNanos() != 0) {
      timeline.answer.broken = Broken.BY_US;
    }
    counters.completions.increment();
    boolean keeps = false;
    try {
      leaks(timeline);
      keeps = end.keeps(timeline, status, timeline.failed != null);
      routes.ended(timeline, now, status, timeline.marked());
    } catch (Throwable mine) {
      counters.errors.increment();
    }
    if (keeps) {
      counters.kept.increment();
      timeline.tell();
      timeline.move(Timeline.ENDED, Timeline.KEPT);
    } else {
      release(timeline);
    }
    return keeps;
  }

  private void leaks(Timeline timeline) {
    int held = timeline.own.held;
    for (int i = 1; timeline.joined && i < Timeline.MAX_LANES; i++) {
      Lane lane = timeline.lanes.get(i);
      held += lane == null ? 0 : lane.held;
    }
    if (held > 0) {
      pools.leaked(timeline);
    }
  }

  void describe(Timeline timeline, String attribute, String value) {
    if (timeline.phase() == Timeline.KEPT) {
      timeline.describe(attribute, value);
    }
  }

  void closed(Timeline timeline) {
    if (!timeline.move(Timeline.KEPT, Timeline.CLOSING)) {
      return;
    }
    try {
      RequestView view = timeline.view(timeline.endNanos);
      Object attachment = timeline.attachment();
      if (view != null) {
        end.take(view, attachment, timeline.silentNanos(timeline.endNanos));
      }
    } finally {
      release(timeline);
    }
  }

  private void release(Timeline timeline) {
    for (int i = 1; timeline.joined && i < Timeline.MAX_LANES; i++) {
      Lane lane = timeline.remove(i);
      if (lane != null && lane.orphan()) {
        seats.giveBack(lane);
      }
    }
    if (timeline.abandoned) {
      // its thread may start the next request without ever having left this one
      timeline.own.nextSerial();
      open.replace(timeline);
    } else {
      timeline.free();
    }
  }

  /** Closes what nobody closed, and lets go of requests whose thread is gone. */
  void sweep(long now) {
    open.forEachTaken(
        timeline -> {
          int phase = timeline.phase();
          if (phase == Timeline.KEPT && now - timeline.endNanos > CLOSE_AFTER_NANOS) {
            closed(timeline);
          } else if (phase == Timeline.LIVE && lost(timeline, now)) {
            lose(timeline.own);
          }
        });
  }

  /** The thread was given new work although its last request never ended. */
  void lose(Lane lane) {
    Timeline timeline = lane.timeline;
    if (timeline != null && timeline.move(lane.generation, Timeline.LIVE, Timeline.ENDED)) {
      counters.lost.increment();
      flight.ended(timeline.slot);
      timeline.abandoned = true;
      release(timeline);
    }
  }

  private static boolean lost(Timeline timeline, long now) {
    Thread thread = timeline.thread();
    return thread != null ? !thread.isAlive() : now - timeline.startNanos() > LOST_AFTER_NANOS;
  }
}
