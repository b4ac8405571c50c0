package io.harbinger.watch;

import io.harbinger.gateway.Deadline;
import io.harbinger.gateway.Deadlines;
import io.harbinger.gateway.GatewayView;
import io.harbinger.gateway.Outcome;
import io.harbinger.log.Daemon;
import io.harbinger.log.Log;
import io.harbinger.timeline.OpenRequests;
import io.harbinger.timeline.Timeline;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Speaks for the watcher while it lacks memory or a processor.
 *
 * <pre>
 *   want is near ─► prepare: memory for the words, outside of the heap, and a connection
 *   want begins  ─► a thread of its own, every 100 ms, over the requests in flight,
 *                   whose age begins in front of us where a header tells:
 *                     age ≥ half · deadline    at risk  ─┐  if the want explains
 *                     age ≥ deadline + 200 ms  gave up  ─┴► ≥ 30 % of its life
 *   want ends    ─► the thread ends, the watcher speaks alone again
 * </pre>
 *
 * <p>Where nobody can look at the connections meanwhile, that the gateway gave up is concluded from
 * the deadline; else it is left to the watcher. {@link #tick} belongs to the one thread that looks
 * for the want, all else to the thread of its own.
 */
final class LastWords {
  private static final long MILLI = 1_000_000L;
  private static final long INTERVAL = 100_000_000L;

  /** So that clocks and ticks do not tell of a gateway that has just answered. */
  private static final long LATE = 200_000_000L;

  private static final double LEAST = 0.3;

  /** Of the deadline; just below half of it, because most are slow then and yet answered. */
  private static final double RISK = 0.45;

  /** The same in a full heap, where more are answered in time. */
  private static final double HALF = 0.5;

  private static final int SPARE = 1_024;
  private static final long RENEWAL = 1_000_000_000L;

  private final Want want;
  private final OpenRequests open;
  private final Deadlines deadlines;
  private final double risk;
  private final Telegraph telegraph;
  private final LongSupplier nanoTime;
  private final EpochClock clock;
  private final Log log;

  /** Made once, because a method reference is an object. */
  private final OpenRequests.Visitor visitor = this::speakOf;

  private volatile boolean impossible;

  /** By slot, one more than the generation of which it was said; made before the thread starts. */
  private long[] saidAtRisk;

  private long[] saidGaveUp;
  private long limitNanos;
  private long nowNanos;
  private long preparedNanos;

  /** Set by the watch thread, taken back by the other as the last that it does. */
  private volatile boolean there;

  /** The other thread's: it does not only stand by. */
  private volatile boolean speaking;

  LastWords(
      Want want,
      OpenRequests open,
      Deadlines deadlines,
      double risk,
      Telegraph telegraph,
      LongSupplier nanoTime,
      EpochClock clock,
      Log log) {
    this.want = want;
    this.open = open;
    this.deadlines = deadlines;
    this.risk = Math.max(risk, want.blinds() ? HALF : RISK);
    this.telegraph = telegraph;
    this.nanoTime = nanoTime;
    this.clock = clock;
    this.log = log;
  }

  /** True while it speaks. */
  boolean tick(long now) {
    boolean limited = deadlines.usual().ageNanos() != Long.MAX_VALUE;
    boolean wants = want.look(now) && limited;
    boolean near = wants || (want.near() && limited);
    // while there is memory; who has no processor prepares in the thread of its own
    if (near && !there && !impossible && (!want.blinds() || prepare(now))) {
      Runnable work = want.blinds() ? this::standBy : this::prepareAndSpeak;
      there = true;
      begin(work);
    }
    return speaking || (wants && there);
  }

  private void begin(Runnable work) {
    try {
      Daemon.of("harbinger-last-words", 128, work, log).start();
    } catch (OutOfMemoryError noThread) {
      there = false;
    }
  }

  /** Loads what it needs to speak, while there is a processor for it. */
  void rehearse(long now, Telegraph spare) {
    prepare(spare, now, deadlines.usual());
    spare.close();
  }

  private boolean prepare(long now) {
    Deadline usual = deadlines.usual();
    limitNanos = usual.ageNanos();
    int slots = 2 * open.places() + SPARE;
    saidAtRisk = new long[slots];
    saidGaveUp = new long[slots];
    impossible = !prepare(telegraph, now, usual);
    preparedNanos = now;
    return !impossible;
  }

  private boolean prepare(Telegraph by, long now, Deadline usual) {
    GatewayView running = view(usual, Outcome.ANSWERED);
    GatewayView gaveUp = view(usual, Outcome.GAVE_UP);
    return by.prepare(want.finding(now), running, gaveUp, open.any());
  }

  private GatewayView view(Deadline deadline, Outcome outcome) {
    int status = outcome == Outcome.GAVE_UP ? deadlines.chain().status(outcome, false) : 0;
    return new GatewayView(deadlines.chain().strictest.name, deadline, outcome, status, null, -1);
  }

  private void prepareAndSpeak() {
    boolean prepared = false;
    try {
      prepared = prepare(nanoTime.getAsLong());
    } catch (Throwable odd) {
      impossible = true;
    }
    if (prepared) {
      standBy();
    } else {
      there = false;
    }
  }

  private void standBy() {
    try {
      boolean near = true;
      while (near) {
        long now = nanoTime.getAsLong();
        boolean wants = want.look(now);
        speaking = wants;
        if (wants) {
          speak(now);
        } else if (now - preparedNanos >= RENEWAL) {
          renew(now); // what was prepared tells of the heap as it was then
        }
        near = wants || want.near();
        if (near) {
          LockSupport.parkNanos(INTERVAL);
        }
      }
    } catch (Throwable outOfWords) {
      // there is no memory to say it with
    } finally {
      telegraph.close();
      speaking = false;
      there = false;
    }
  }

  private void renew(long now) {
    try {
      prepare(telegraph, now, deadlines.usual());
      if (open.places() > saidAtRisk.length) {
        saidAtRisk = Arrays.copyOf(saidAtRisk, 2 * open.places());
        saidGaveUp = Arrays.copyOf(saidGaveUp, 2 * open.places());
      }
      preparedNanos = now;
    } catch (OutOfMemoryError none) {
      // then it is told in the numbers of that time
    }
  }

  private void speak(long now) {
    try {
      nowNanos = now;
      open.forEach(visitor);
      telegraph.send();
    } catch (OutOfMemoryError none) {
      // the next time there may be room for it
    }
  }

  private void speakOf(Timeline request) {
    long generation = request.generation();
    long arrivedMillis = request.startEpochNanos() / MILLI;
    long front = deadlines.queueMillis(request.queueStart(), arrivedMillis) * MILLI;
    long since = request.startNanos() - front;
    long age = nowNanos - since;
    int slot = request.slot();
    boolean content = request.answering() && !deadlines.limitsTheWhole();
    double share = want.share(since);
    boolean young = age < risk * limitNanos;
    if (young || slot >= saidAtRisk.length || content || share < LEAST) {
      return;
    }
    boolean gaveUp = age >= limitNanos + LATE && want.blinds();
    long[] said = gaveUp ? saidGaveUp : saidAtRisk;
    if (said[slot] == generation + 1
        || !telegraph.say(request, gaveUp, age, share, clock.epochNanos())) {
      return;
    }
    if (request.generation() != generation || !request.live()) {
      telegraph.takeBack();
      return;
    }
    said[slot] = generation + 1;
    request.mark(generation);
  }
}
