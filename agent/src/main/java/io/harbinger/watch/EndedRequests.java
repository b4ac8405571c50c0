package io.harbinger.watch;

import io.harbinger.gateway.Deadlines;
import io.harbinger.timeline.RequestEnd;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.Timeline;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The keep decision at the end of each request, and the queue of those that wait for their
 * diagnosis.
 *
 * <pre>
 *   kept when  status ≥ 500, an exception behind a good status, the watcher's mark,
 *              a header above the gateway's limit, a body shorter than promised,
 *              the sampler (parent, ratio of trace ids), elapsed ≥ 0.8 · deadline,
 *              the watcher itself stood still lately (the request may have waited unseen),
 *              or the reservoir of healthy examples wants one
 * </pre>
 *
 * <p>{@link #keeps} runs on request threads and only compares numbers. The queue is bounded; what
 * does not fit is counted.
 */
public final class EndedRequests implements RequestEnd {
  private static final int CAPACITY = 4_096;

  static final class Ended {
    final RequestView view;
    final Watched watched;

    /** How long the caller heard nothing. */
    final long silentNanos;

    /** Kept to be judged only: nobody wants it if it turns out healthy. */
    final boolean suspect;

    Ended(RequestView view, Watched watched, long silentNanos, boolean suspect) {
      this.view = view;
      this.watched = watched;
      this.silentNanos = silentNanos;
      this.suspect = suspect;
    }

    Ended of(Watched known) {
      return new Ended(view, known, silentNanos, suspect);
    }
  }

  private final Examples examples;
  private final Sampling sampling;
  private final Queue<Ended> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final LongAdder dropped = new LongAdder();

  /** See {@link #limits}; written by the watcher, read by request threads. */
  private volatile long lateNanos = Long.MAX_VALUE;

  private volatile long stillNanos = Long.MAX_VALUE;
  private volatile boolean totalLimit;

  /** Time of the watcher's last tick; written by its thread, read by request threads. */
  private volatile long tickNanos;

  /**
   * The last request that passed by since the watcher asked: its queue-start header and arrival;
   * written by request threads while null, taken by the watcher.
   */
  private volatile String passedHeader;

  private volatile long passedEpochNanos;

  /** The JVM stood still for much of the last seconds; written by the watcher. */
  private volatile boolean troubled;

  EndedRequests(Examples examples, Sampling sampling) {
    this.examples = examples;
    this.sampling = sampling;
  }

  /**
   * @param late elapsed time from which a request is kept, whatever it answered
   * @param still silence of the watcher that makes every request suspicious
   * @param total the gateway limits the whole answer, not only the silence before it
   */
  void limits(long late, long still, boolean total) {
    lateNanos = late;
    stillNanos = still;
    totalLimit = total;
  }

  @Override
  public boolean keeps(Timeline ended, int status, boolean failed) {
    if (status >= 500
        || (failed && status < 400)
        || ended.badlyAnswered()
        || ended.marked()
        || sampling.keeps(ended)) {
      return true;
    }
    if (passedHeader == null && ended.queueStart() != null) {
      passedEpochNanos = ended.startEpochNanos();
      passedHeader = ended.queueStart();
    }
    long now = ended.endNanos();
    return suspicious(totalLimit ? ended.elapsedNanos() : ended.silentNanos(now), now)
        || examples.wants();
  }

  private boolean suspicious(long waitedNanos, long now) {
    return waitedNanos >= lateNanos
        || troubled
        || (tickNanos != 0 && now - tickNanos >= stillNanos);
  }

  @Override
  public void take(RequestView view, Object attachment, long silentNanos) {
    if (size.incrementAndGet() > CAPACITY) {
      size.decrementAndGet();
      dropped.increment();
      return;
    }
    boolean suspect =
        suspicious(totalLimit ? view.elapsedNanos() : silentNanos, view.endNanos)
            && !sampling.keeps(view.trace);
    queue.add(new Ended(view, (Watched) attachment, silentNanos, suspect));
  }

  /** At most {@code limit} of them, oldest first, as far as they ended not after {@code until}. */
  ArrayDeque<Ended> drain(int limit, long until) {
    ArrayDeque<Ended> taken = new ArrayDeque<>();
    for (Ended next = queue.peek();
        next != null && taken.size() < limit && next.view.endNanos - until <= 0;
        next = queue.peek()) {
      queue.remove();
      size.decrementAndGet();
      taken.add(next);
    }
    return taken;
  }

  /** Somebody has ended and is not judged yet. */
  boolean waiting() {
    return size.get() > 0;
  }

  /** Compares the clocks with the help of a request that passed by. */
  void compareClocks(Deadlines deadlines) {
    String header = passedHeader;
    if (header != null) {
      deadlines.passed(header, passedEpochNanos / 1_000_000L);
      passedHeader = null;
    }
  }

  void tick(long now, boolean stoodStill) {
    tickNanos = now;
    troubled = stoodStill;
  }

  /** Kept requests that found the queue full. */
  public long dropped() {
    return dropped.sum();
  }
}
