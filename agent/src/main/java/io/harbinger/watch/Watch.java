package io.harbinger.watch;

import io.harbinger.gateway.Connections;
import io.harbinger.gateway.Deadlines;
import io.harbinger.gateway.HangUps;
import io.harbinger.gateway.Judgement;
import io.harbinger.gateway.Profile;
import io.harbinger.gateway.UnreadLog;
import io.harbinger.log.Daemon;
import io.harbinger.log.Log;
import io.harbinger.signal.AcceptQueue;
import io.harbinger.signal.FullHeap;
import io.harbinger.signal.Host;
import io.harbinger.signal.HostView;
import io.harbinger.signal.ThreadRun;
import io.harbinger.timeline.RequestEnd;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.TimelineRecorder;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The watch thread: ticks every 100 ms over requests that grew old and requests that ended, and
 * once a second over the whole process.
 *
 * <p>The pause between two ticks is that of the {@link Pace}: short while a request is old, waits
 * for a worker, or a condition holds.
 *
 * <p>A tick that fails is logged and the next one comes; after a hundred failures in a row it stops
 * and says so, and the application goes on unwatched.
 */
public final class Watch {
  private static final long SECOND = 1_000_000_000L;
  private static final int PATIENCE = 100;
  private static final long LAST_TICK_MILLIS = 500;

  /** Hundreds may end at once, and who still runs must be warned of in the meantime. */
  private static final long CLOSING = 50_000_000L;

  private static final int AT_ONCE = 10;

  /** The JVM counts as having stood still when it did for this share of the usual deadline. */
  private static final double STILL = 0.4;

  /** … and from this share on the connections are looked at again and again. */
  private static final double STOPPING = 0.2;

  /** Since the tick before: this thread did not run. */
  private static final long STOPPED = 700_000_000L;

  private final Log log;
  private final LongSupplier nanoTime;
  private final EpochClock clock;
  private final Pace pace;
  private final Deadlines deadlines;
  private final Examples examples;
  private final EndedRequests ended;
  private final Conditions conditions = new Conditions();
  private final InboundSilence inbound = new InboundSilence();
  private final TrafficLog traffic = new TrafficLog();
  private final DatabaseLooks databases = new DatabaseLooks();
  private final StopNotice stopNotice = new StopNotice();
  private final KeepAliveRace keepAliveRace = new KeepAliveRace();
  private final ProcessorShort processorShort = new ProcessorShort();

  private final Linting linting;
  private final ThreadRun own = new ThreadRun(new File("/"));

  private Outbox outbox;
  private TimelineRecorder recorder;
  private Host host;
  private Watcher watcher;
  private Closing closing;
  private Rehearsal rehearsal;
  private Stillness stillness;
  private UnreadLog unread;
  private FullHeap heap;
  private LastWords noMemory;
  private LastWords noProcessor;
  private Present present;

  /** Of the tick that is under way, 0 between two. */
  private volatile long tickBegunNanos;

  /** Of the last tick. */
  private long costNanos;

  /** Requests were judged in it that had ended. */
  private boolean closed;

  private long tickedNanos;
  private long secondNanos;
  private int failures;
  private volatile boolean stopped;

  /** Set before the start. */
  private LongConsumer afterTick = now -> {};

  /** Written by {@link #start}, which happens before anybody can stop. */
  private Thread thread;

  /**
   * @param examplesPerMinute healthy requests kept as examples, in the whole process
   */
  public Watch(
      Log log,
      Deadlines deadlines,
      long intervalNanos,
      int examplesPerMinute,
      Sampling sampling,
      LongSupplier nanoTime,
      LongSupplier epochMillis) {
    this.log = log;
    this.deadlines = deadlines;
    this.pace = new Pace(intervalNanos);
    this.nanoTime = nanoTime;
    this.clock = new EpochClock(epochMillis);
    this.examples = new Examples(examplesPerMinute);
    this.ended = new EndedRequests(examples, sampling);
    this.linting = new Linting(deadlines, clock, log);
    limitEnded();
  }

  private void limitEnded() {
    long limit = deadlines.usual().ageNanos();
    boolean none = limit == Long.MAX_VALUE;
    ended.limits(
        none ? limit : (long) (0.8 * limit),
        none ? limit : (long) (STILL * limit),
        deadlines.limitsTheWhole());
  }

  /** The keep decision, for the recorder. */
  public RequestEnd ends() {
    return ended;
  }

  /** What the watch thread does at the end of each tick, given its time; call before the start. */
  public void afterTick(LongConsumer work) {
    afterTick = work;
  }

  /** Starts the thread; nothing is kept or warned of before. */
  public void start(
      TimelineRecorder recorder,
      Host host,
      Connections connections,
      double riskShare,
      DatabaseQuestions questions,
      Outbox outbox,
      FullHeap heap,
      Supplier<Telegraph> telegraph) {
    this.heap = heap;
    noMemory = lastWords(new NoMemory(heap), recorder, riskShare, telegraph.get());
    NoProcessor want = new NoProcessor(own, () -> tickBegunNanos, host);
    noProcessor = lastWords(want, recorder, riskShare, telegraph.get());
    this.recorder = recorder;
    this.host = host;
    this.outbox = outbox;
    LongAdder thinned = recorder.counters.thinned;
    WaitLog waits = new WaitLog();
    ConnectLooks looked = new ConnectLooks(connections);
    present = new Present(recorder, traffic);
    Deadlocks deadlocks = new Deadlocks();
    ThreadLooks threads =
        new ThreadLooks(this::requestOf, want::crowdedOut, nanoTime, thinned, log);
    Looks looks =
        new Looks(
            recorder,
            present,
            threads,
            waits,
            databases,
            deadlocks,
            questions,
            new DatabasePorts(looked));
    Investigation investigation =
        new Investigation(
            host, waits, databases, deadlocks, present, looked, new Alike(thinned, log));
    HangUps hangUps = new HangUps(looked, ThreadCpu.orElse(nanoTime), thinned, log);
    stillness = new Stillness(host);
    unread = looked.unread;
    Judgement judgement = new Judgement(deadlines);
    watcher =
        new Watcher(
            recorder,
            deadlines,
            judgement,
            new Risk(riskShare),
            hangUps,
            looked.unread,
            present,
            stillness,
            looks,
            investigation,
            outbox,
            clock);
    AnswerJudge answers = new AnswerJudge(recorder.heads, deadlines, judgement);
    closing = new Closing(watcher, hangUps, answers, investigation, outbox);
    LongConsumer words = now -> noProcessor.rehearse(now, telegraph.get());
    rehearsal = new Rehearsal(watcher, investigation, threads, hangUps, words);
    thread = Daemon.lasting("harbinger-watch", 512, this::run, log);
    thread.start();
  }

  private LastWords lastWords(
      Want want, TimelineRecorder recorder, double riskShare, Telegraph telegraph) {
    return new LastWords(
        want, recorder.open, deadlines, riskShare, telegraph, nanoTime, clock, log);
  }

  /** To be called many times a second by a thread that has little else to do. */
  public void overlook(long now) {
    try {
      boolean serves = recorder.counters.completions.sum() > 0;
      Condition change = processorShort.tick(host.processorWait(), serves, clock.epochNanos());
      if (change != null) {
        outbox.condition(change);
      }
      noProcessor.tick(now);
    } catch (RuntimeException odd) {
      log.warn("watch.overlook", "nobody speaks for a watcher without a processor: " + odd, odd);
    }
  }

  /** The host has been told that the JVM stops: that is announced at once. */
  public void stopBegins() {
    LockSupport.unpark(thread);
  }

  /** Ticks once more, so that the requests that ended last are sent, too. */
  public void stop() {
    stopped = true;
    LockSupport.unpark(thread);
    try {
      thread.join(LAST_TICK_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The conditions that hold now. */
  public List<Condition> conditions() {
    return conditions.open();
  }

  /** Kept requests that were lost because too many ended at once. */
  public long dropped() {
    return ended.dropped();
  }

  private void run() {
    boolean last = false;
    own.mine();
    LongSupplier cpuNanos = ThreadCpu.orElse(nanoTime);
    while (!last && failures < PATIENCE) {
      last = stopped;
      long now = nanoTime.getAsLong();
      long begun = cpuNanos.getAsLong();
      tickBegunNanos = now;
      try {
        tick(now);
        afterTick.accept(now);
        failures = 0;
      } catch (OutOfMemoryError full) {
        // the application's want, and no reason to end: the next tick may have room
        heap.foundNoRoom(nanoTime.getAsLong());
      } catch (Throwable odd) {
        failures++;
        log.warn("watch.tick", "the watcher missed a tick: " + odd, odd);
      }
      tickBegunNanos = 0;
      costNanos = cpuNanos.getAsLong() - begun;
      if (!last) {
        LockSupport.parkNanos(pauseNanos() - (nanoTime.getAsLong() - now));
      }
    }
    if (failures >= PATIENCE) {
      log.warn("watch.off", "the watcher is off after " + failures + " failures in a row");
    }
  }

  private long pauseNanos() {
    long limit = deadlines.usual().ageNanos();
    if (watcher.watching() > 0 || !conditions.calm() || host.jvmStop() != null) {
      return pace.watching(limit, costNanos, watcher.spoke() || closed);
    }
    return pace.calm(limit);
  }

  private void tick(long now) {
    // first, because all else takes memory
    boolean breathless = noMemory.tick(now);
    if (!breathless && tickedNanos != 0 && now - tickedNanos >= STOPPED) {
      watcher.stoodStill(now);
    }
    tickedNanos = now;
    Condition stops = stopNotice.tick(host.jvmStop(), recorder.open.size(), clock.epochNanos());
    if (stops != null) {
      outbox.condition(stops);
    }
    present.tick(now);
    if (now - secondNanos >= SECOND) {
      secondNanos = now;
      second(now);
      linting.second(recorder, outbox);
    }
    List<Conditions.Level> workers = WorkerLevels.queues(recorder);
    for (Condition change : conditions.tick(workers, now, clock.epochNanos())) {
      outbox.condition(change);
    }
    if (stopped) {
      watcher.last(now);
    } else if (!breathless) {
      watcher.tick(now, WorkerLevels.queued(workers), host.jvmStop());
    }
    ended.compareClocks(deadlines);
    deadlines.tick(recorder.headers);
    Profile nearest = deadlines.profile();
    recorder.heads.limit(nearest.responseHeaderBytes, nearest.responseHeaderLines);
    limitEnded();
    closing.judgeSuspects(now, false);
    long patience = nanoTime.getAsLong() + (stopped ? LAST_TICK_MILLIS * 1_000_000L : CLOSING);
    boolean more = true;
    closed = ended.waiting();
    while (more && nanoTime.getAsLong() - patience < 0) {
      more = closing.close(ended, AT_ONCE, stopped ? nanoTime.getAsLong() : now);
    }
    if (stopped) {
      closing.judgeSuspects(now, true);
    }
    long end = nanoTime.getAsLong(); // a tick may take seconds where there is no processor
    stillness.ticked(now, end);
    long limit = deadlines.usual().ageNanos();
    boolean limited = limit != Long.MAX_VALUE;
    double lately = limited ? stillness.lately(end, limit) / (double) limit : 0;
    if (lately >= STOPPING && !breathless) {
      watcher.lookBetweenStops(end);
    }
    ended.tick(end, lately >= STILL || unread.persists() || unread.leftUnread());
  }

  private void second(long now) {
    recorder.sweep();
    examples.refill(now);
    long queued = WorkerLevels.waiting(recorder);
    long came = recorder.counters.arrivals.sum();
    traffic.second(now, came, recorder.counters.completions.sum(), recorder.open.size(), queued);
    HostView hostNow = host.now();
    List<Conditions.Level> workers = WorkerLevels.of(recorder);
    List<Conditions.Level> levels = new ArrayList<>(workers);
    levels.addAll(BacklogLevels.of(host, now));
    for (Condition change :
        conditions.second(hostNow, recorder.pools.view(), levels, clock.epochNanos())) {
      outbox.condition(change);
    }
    heap.expect(conditions.holds("heap"));
    Condition race = keepAliveRace.second(now, hostNow, linting.race(), clock.epochNanos());
    if (race != null) {
      outbox.condition(race);
    }
    unread.ports(hostNow.acceptQueues);
    rehearsal.second(now, recorder.counters.completions.sum() > 0);
    boolean here = takesRequests(hostNow.acceptQueues, workers);
    Condition silence = inbound.second(now, came, recorder.routes.all(), here, clock.epochNanos());
    if (silence != null) {
      outbox.condition(silence);
    }
  }

  /** Nothing here keeps a visitor out, as far as can be seen. */
  private boolean takesRequests(List<AcceptQueue> queues, List<Conditions.Level> workers) {
    boolean free = !queues.isEmpty() && conditions.open().isEmpty() && host.jvmStop() == null;
    for (AcceptQueue queue : queues) {
      free &= queue.queued == 0 && (queue.server == null || queue.server.accepts);
    }
    return free && workers.stream().allMatch(level -> level.value == 0);
  }

  /** The request that a thread works for, or null. */
  private RequestView requestOf(long threadId) {
    RequestView[] found = new RequestView[1];
    recorder.open.forEach(
        timeline -> {
          Thread thread = timeline.thread();
          if (found[0] == null && thread != null && thread.getId() == threadId) {
            found[0] = timeline.view(nanoTime.getAsLong());
          }
        });
    return found[0];
  }
}
