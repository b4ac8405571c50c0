package io.harbinger.timeline;

import io.harbinger.bridge.Kind;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * What one thread does for a request, or outside of any; see {@link Track} for who may write and
 * read.
 *
 * <pre>
 *   BOUND ─► DONE    the thread left; the request's end takes the lane back
 *     └────► ORPHAN  the request ended; the thread takes the lane back
 * </pre>
 */
final class Lane extends Track {
  static final int BOUND = 0;
  static final int DONE = 1;
  static final int ORPHAN = 2;

  private static final AtomicIntegerFieldUpdater<Lane> FETCHING =
      AtomicIntegerFieldUpdater.newUpdater(Lane.class, "fetching");
  private static final AtomicIntegerFieldUpdater<Lane> STATE =
      AtomicIntegerFieldUpdater.newUpdater(Lane.class, "state");
  private static final AtomicLongFieldUpdater<Lane> END =
      AtomicLongFieldUpdater.newUpdater(Lane.class, "endNanos");
  private static final AtomicReferenceFieldUpdater<Lane, Thread> THREAD =
      AtomicReferenceFieldUpdater.newUpdater(Lane.class, Thread.class, "thread");

  final StatementCounts statements = new StatementCounts();

  /** The thread that works in this lane, or null; written by that thread. */
  volatile Thread thread;

  // written by the binding thread, made visible by events
  Timeline timeline;
  long generation;
  int index;
  String threadName = "";
  long threadId = -1;
  long startNanos;

  /** {@link Segments#OPEN} while the lane is in work. */
  volatile long endNanos = Segments.OPEN;

  /** What this thread did before, and does again afterwards. */
  Lane previous;

  int previousSerial;

  /** The pool of threads that is to take the lane up; written by who hands it over. */
  ExecutorEntry queue;

  private long queuedNanos;

  /** Pooled connections that this lane took and did not give back itself. */
  int held;

  /** The pool of the latest of them. */
  PoolEntry pool;

  /** Inside {@code ResultSet.next}; written by the lane's thread. */
  private volatile int fetching;

  /** Moved on once, by the thread or by the request's end. */
  private volatile int state;

  Lane(long thresholdNanos, boolean keeps) {
    super(thresholdNanos, keeps);
  }

  /**
   * Empties the lane for a new owner; the caller has it for himself.
   *
   * @param worker null: for a call that no thread waits for
   */
  void begin(Timeline owner, long generation, int index, Thread worker, long now) {
    clear();
    timeline = owner;
    this.generation = generation;
    this.index = index;
    startNanos = now;
    threadName = "";
    threadId = -1;
    STATE.lazySet(this, BOUND);
    bind(worker);
  }

  /** A thread takes the lane, or takes it up again. */
  void bind(Thread worker) {
    nextSerial();
    END.lazySet(this, Segments.OPEN);
    if (worker != null) {
      threadName = worker.getName();
      threadId = worker.getId();
    }
    THREAD.lazySet(this, worker);
    tell();
  }

  /** The thread leaves; what it left open ends now. */
  void unbind(long now) {
    queue = null;
    endAll(now);
    FETCHING.lazySet(this, 0);
    END.lazySet(this, now);
    THREAD.lazySet(this, null);
    tell();
  }

  /** The thread leaves, and the lane goes on: it waits for one of these. */
  void queue(long now, ExecutorEntry executor) {
    endAll(now);
    FETCHING.lazySet(this, 0);
    THREAD.lazySet(this, null);
    queue = executor;
    queuedNanos = now;
    start(Kind.WORKER_QUEUE, now, executor, null);
  }

  /** Ends the wait, to be followed by {@link #bind}; returns how long it was. */
  long dequeue(long now, long worthNanos) {
    long waited = now - queuedNanos;
    queue = null;
    if (waited < worthNanos) {
      forgetOpen();
    } else {
      endAll(now);
    }
    return waited;
  }

  /** The thread leaves for good; true: the request has ended, and the caller may reuse the lane. */
  boolean done() {
    return !STATE.compareAndSet(this, BOUND, DONE);
  }

  /** The request ends; true: the thread has left, and the caller may reuse the lane. */
  boolean orphan() {
    return !STATE.compareAndSet(this, BOUND, ORPHAN);
  }

  /** It is done and nothing of it is worth showing. */
  boolean blank() {
    return state == DONE && count() == 0;
  }

  boolean fetchStarted() {
    if (fetching != 0) {
      return false;
    }
    FETCHING.lazySet(this, 1);
    return true;
  }

  void fetchEnded() {
    FETCHING.lazySet(this, 0);
  }

  boolean fetching() {
    return fetching != 0;
  }

  @Override
  void clear() {
    super.clear();
    statements.clear();
    held = 0;
    pool = null;
    queue = null;
    previous = null;
    timeline = null;
    FETCHING.lazySet(this, 0);
    THREAD.lazySet(this, null);
  }
}
