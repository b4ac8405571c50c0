package io.harbinger.timeline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * One request while it is in flight: preallocated, and used again for another when it is over.
 *
 * <p>Assumptions: the thread that the request is on writes; asynchronous requests are handed over
 * by {@code requestSuspended} and {@code requestResumed}. Any other thread reads, through {@link
 * #view} alone, and writes nothing but {@link #attach} and {@link #mark}.
 *
 * <p>Guarantees: a view is of one generation or null. What was attached or marked for a generation
 * is never seen by the next.
 */
public final class Timeline extends Generation {
  static final int MAX_LANES = 16;
  private static final int MAX_DESCRIBED = 32;
  private static final AtomicIntegerFieldUpdater<Timeline> EDITS =
      AtomicIntegerFieldUpdater.newUpdater(Timeline.class, "edits");

  /** Index among the {@link OpenRequests}. */
  final int slot;

  final Lane own;

  /** Where tasks of all requests wait for a thread. */
  final TaskSlots tasks;

  /** Lanes of other threads; each is put by the thread that starts it. */
  final AtomicReferenceArray<Lane> lanes = new AtomicReferenceArray<>(MAX_LANES);

  /** Some other thread has put a lane; written by any of them. */
  volatile boolean joined;

  /** Released after each change of the plain fields, read before them. */
  private volatile int edits;

  // written by the request's thread, made visible by edits
  long startNanos;
  long startEpochNanos;
  long endNanos;
  long traceHi;
  long traceLo;
  long spanId;
  long parentSpanId;
  byte flags;
  final Name method = new Name(16);
  final Name path = new Name(256);
  String route;

  /** A text or an {@code InetAddress}: not all servers have a text that need not be made. */
  Object peerAddress;

  int peerPort;
  int localPort;

  /** Its connection carries other requests at the same time. */
  boolean shared;

  /** Its number there; 0: none. */
  int stream;

  final CallerHeaders headers = new CallerHeaders();
  boolean suspended;
  boolean asyncTimedOut;

  /** When the response's header was sent; 0: not yet. */
  long answeringNanos;

  Throwable failed;
  int status;
  long bodyBytes = -1;
  final Answer answer = new Answer();
  boolean over;

  /** A thread that does not know of the end may still write: the object is not used again. */
  boolean abandoned;

  Map<String, String> described;

  /** Written by the watcher; both are of the generation they name. */
  private volatile long marked = -1;

  private volatile Attachment attachment;

  /** When the peer took the request back (a Long); written by the connection's thread. */
  private volatile Attachment peerReset;

  /** When this process closed the connection under it (a Long); written likewise. */
  private volatile Attachment closed;

  Timeline(int slot, long thresholdNanos, TaskSlots tasks) {
    this.slot = slot;
    this.tasks = tasks;
    own = new Lane(thresholdNanos, true);
    lanes.set(0, own);
  }

  // ---- for the watcher and for RequestEnd ----------------------------------------------------

  public long startNanos() {
    return startNanos;
  }

  /** Meaningful in {@link RequestEnd#keeps} only. */
  public long endNanos() {
    return endNanos;
  }

  /** Meaningful in {@link RequestEnd#keeps} only. */
  public long elapsedNanos() {
    return endNanos - startNanos;
  }

  /** Meaningful in {@link RequestEnd#keeps} only: the gateway may not have passed it on. */
  public boolean badlyAnswered() {
    return answer.bad(bodyBytes);
  }

  /** A caller decided already whether the trace is sampled. */
  public boolean hasCaller() {
    return parentSpanId != 0;
  }

  public boolean parentSampled() {
    return (flags & 1) != 0;
  }

  /** How long the caller heard nothing at all, until {@code now} or the response's beginning. */
  public long silentNanos(long now) {
    long answering = answeringNanos;
    return (answering == 0 ? now : answering) - startNanos;
  }

  /** The response has begun. */
  public boolean answering() {
    return answeringNanos != 0;
  }

  /** The gateway's header that says when it took the request in, or null. */
  public String queueStart() {
    return headers.queueStart();
  }

  public long startEpochNanos() {
    return startEpochNanos;
  }

  /** The lower half of the trace id, for a decision that each service takes alike. */
  public long traceLow() {
    return traceLo;
  }

  public long traceHigh() {
    return traceHi;
  }

  public long spanId() {
    return spanId;
  }

  public Name method() {
    return method;
  }

  public Name path() {
    return path;
  }

  public boolean asyncTimedOut() {
    return asyncTimedOut;
  }

  /** Other threads have worked for it, too. */
  public boolean joined() {
    return joined;
  }

  /** The request's own thread is inside something that was told of: a statement, a call, a wait. */
  public boolean inSegment() {
    return own.inSegment();
  }

  /** The request's own thread, or null while it has none. */
  public Thread thread() {
    return own.thread;
  }

  /** Index among all requests in flight, the same as long as this object is used. */
  public int slot() {
    return slot;
  }

  /** Where it stands, at a fraction of a {@link #view}'s cost; null when it ended meanwhile. */
  public Whereabouts whereabouts() {
    long before = generation();
    if (!is(before, LIVE)) {
      return null;
    }
    Whereabouts seen = new Whereabouts(this);
    return is(before, LIVE) ? seen : null;
  }

  /** A copy of this instant; null when no request is here any more. */
  public RequestView view(long now) {
    return new Viewer(this, now).view();
  }

  /** Asks that this request be kept at its end. */
  public void mark(long generation) {
    marked = generation;
  }

  public boolean marked() {
    return marked == generation();
  }

  /** Leaves something with the request of this generation, by the watcher's thread only. */
  public void attach(long generation, Object value) {
    attachment = new Attachment(generation, value);
  }

  /** What was attached for the present generation, or null. */
  public Object attachment() {
    Attachment left = attachment;
    return left != null && left.generation == generation() ? left.value : null;
  }

  /** The peer takes back this one request of a connection that goes on. */
  void peerReset(long generation, long nanos) {
    if (closedNanos() == 0) { // because a server that closes resets its own streams, too
      peerReset = new Attachment(generation, nanos);
    }
  }

  /** {@code nanoTime} at which the peer took the request back; 0: it has not. */
  public long peerResetNanos() {
    return nanos(peerReset);
  }

  /** This process closes the shared connection of the request. */
  void closed(long generation, long nanos) {
    closed = new Attachment(generation, nanos);
  }

  /** {@code nanoTime} at which this process closed the connection; 0: it has not. */
  public long closedNanos() {
    return nanos(closed);
  }

  private long nanos(Attachment left) {
    return left != null && left.generation == generation() ? (Long) left.value : 0;
  }

  // ---- life ----------------------------------------------------------------------------------

  /** Empties it and lets the next request in; no view is possible from here on. */
  void free() {
    clear();
    next();
  }

  private void clear() {
    own.clear();
    method.clear();
    path.clear();
    route = null;
    peerAddress = null;
    headers.clear();
    parentSpanId = 0;
    flags = 0;
    shared = false;
    stream = 0;
    suspended = false;
    asyncTimedOut = false;
    answeringNanos = 0;
    failed = null;
    status = 0;
    bodyBytes = -1;
    answer.clear();
    over = false;
    described = null;
    if (attachment != null) {
      attachment = null;
    }
    if (joined) {
      joined = false;
    }
  }

  /** Publishes changed fields. */
  void tell() {
    EDITS.lazySet(this, edits + 1);
  }

  int edits() {
    return edits;
  }

  /**
   * Puts a lane into a free place, or into that of one which is done and has nothing to show; false
   * when there are enough, or when the request has ended meanwhile.
   */
  boolean add(Lane lane) {
    for (int i = 1; i < 2 * MAX_LANES; i++) {
      int place = i % MAX_LANES;
      Lane there = place == 0 ? own : lanes.get(place);
      boolean free = there == null || i > MAX_LANES && there.blank();
      if (free && lanes.compareAndSet(place, there, lane)) {
        lane.index = place;
        joined = true;
        if (is(lane.generation, LIVE)) {
          return true;
        }
        lanes.compareAndSet(place, lane, null);
        return false;
      }
    }
    return false;
  }

  /** The lane of another thread, once: whoever gets it has to see to it. */
  Lane remove(int place) {
    return lanes.get(place) == null ? null : lanes.getAndSet(place, null);
  }

  void describe(String attribute, String value) {
    if (described == null) {
      described = new LinkedHashMap<>();
    }
    if (described.size() < MAX_DESCRIBED) {
      described.put(attribute, value);
    }
  }

  void header(String name, String value) {
    int place = headers.put(name, value);
    if (place == CallerHeaders.TRACEPARENT && TraceParent.isValid(value)) {
      traceHi = TraceParent.traceHi(value);
      traceLo = TraceParent.traceLo(value);
      parentSpanId = TraceParent.spanId(value);
      flags = TraceParent.flags(value);
    }
    if (place >= 0) {
      tell();
    }
  }

  /** The caller's, and only together with a valid traceparent. */
  String traceState() {
    return parentSpanId == 0 ? null : headers.traceState();
  }

  TraceContext trace() {
    return new TraceContext(traceHi, traceLo, spanId, parentSpanId, flags, traceState());
  }

  /** {@code GET /owners/{id}}, with the path where no route is known. */
  String who() {
    return method + " " + (route != null ? route : path.toString());
  }

  /** {@link #who} is that, found out without a copy. */
  boolean goes(String methodAndRoute) {
    int blank = method.leads(methodAndRoute, 0);
    if (blank < 0 || blank >= methodAndRoute.length() || methodAndRoute.charAt(blank) != ' ') {
      return false;
    }
    String known = route;
    return known == null
        ? path.leads(methodAndRoute, blank + 1) == methodAndRoute.length()
        : known.length() == methodAndRoute.length() - blank - 1 && methodAndRoute.endsWith(known);
  }
}
