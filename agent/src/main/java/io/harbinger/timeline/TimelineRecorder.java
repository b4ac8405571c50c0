package io.harbinger.timeline;

import io.harbinger.bridge.Bridge;
import io.harbinger.bridge.PoolReader;
import io.harbinger.bridge.Recorder;
import io.harbinger.log.Log;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Writes down what woven code tells, and is the way to everything that was written.
 *
 * <pre>
 *   Bridge ──► TimelineRecorder ──► Requests, Jdbc, Calls, Tasks ──► Timeline, Lane, distributions
 *                                                                        ▲
 *                                  watcher, once a second: sweep ────────┘
 * </pre>
 *
 * <p>This class is the edge: nothing thrown inside leaves it. After a thousand errors it steps
 * aside for good.
 */
public final class TimelineRecorder extends RequestRecorder {
  private static final long MAX_ERRORS = 1_000;
  private static final long ROTATE_NANOS = 5 * 60 * 1_000_000_000L;
  private static final long ANCHOR_NANOS = 60 * 1_000_000_000L;

  public final OpenRequests open;
  public final Counters counters = new Counters();
  public final Routes routes;
  public final Database database;
  public final Pools pools;
  public final Executors executors;
  public final Listeners listeners;
  public final CalledHosts called;
  public final CalledHosts lookedUp;
  public final Baselines baselines;
  public final HeaderStudy headers = new HeaderStudy();
  public final ResponseHeads heads;

  private final LongSupplier epochNanos;
  private final LongSupplier nanoTime;
  private final Log log;
  private final Seats seats;

  /** The sweeper's own. */
  private long rotatedNanos;

  private long anchoredNanos;

  /**
   * @param nanoTime as {@code System.nanoTime}
   * @param epochNanos wall clock, nanoseconds since 1970
   */
  public TimelineRecorder(
      LongSupplier nanoTime,
      LongSupplier epochNanos,
      Limits limits,
      List<PoolReader> readers,
      RequestEnd end,
      Log log) {
    this.nanoTime = nanoTime;
    this.epochNanos = epochNanos;
    this.log = log;
    seats = new Seats(limits.segmentNanos);
    TaskSlots slots = new TaskSlots();
    open = new OpenRequests(limits.openRequests, limits.segmentNanos, slots);
    routes = new Routes(limits.routes);
    pools = new Pools(limits.pools, readers, open, seats);
    executors = new Executors(limits.executors, readers);
    listeners = new Listeners(readers);
    database = new Database(new Statements(limits.statements), open, seats, limits.databaseAccess);
    requests = new Requests(nanoTime, limits, seats, open, routes, pools, executors, counters, end);
    heads = requests.answers.heads;
    jdbc = new Jdbc(nanoTime, seats, database, pools, counters);
    calls = new Calls(nanoTime, seats, limits);
    called = calls.called;
    lookedUp = calls.lookedUp;
    tasks = new Tasks(nanoTime, limits, seats, executors, counters, requests, slots);
    baselines = new Usual(database.statements, calls, pools, routes, open, seats);
    rotatedNanos = nanoTime.getAsLong();
    anchor(rotatedNanos);
  }

  /** From now on it is told of every request that begins; at most once. */
  public void flight(FlightLog log) {
    requests.flight = log;
  }

  /** To be called about once a second, always by the same thread, which may be the watcher. */
  public void sweep() {
    try {
      long now = nanoTime.getAsLong();
      requests.sweep(now);
      open.sweep();
      tasks.sweep(now);
      seats.sweep();
      database.statements.prepared.sweep();
      if (now - anchoredNanos > ANCHOR_NANOS) {
        anchor(now);
      }
      if (now - rotatedNanos > ROTATE_NANOS) {
        rotatedNanos = now;
        rotate();
      }
      // last, because it runs the libraries' code
      pools.sweep();
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  private void anchor(long now) {
    anchoredNanos = now;
    requests.epochMinusNano = epochNanos.getAsLong() - now;
  }

  /** Every distribution lets its oldest five minutes go. */
  private void rotate() {
    database.statements.all().forEach(Statement::rotate);
    database.statements.other.rotate();
    database.statements.unknown.rotate();
    routes.all().forEach(route -> route.healthy.rotate());
    routes.paths.rotate();
    called.all().forEach(host -> host.durations.rotate());
    lookedUp.all().forEach(host -> host.durations.rotate());
    executors.all().forEach(executor -> executor.waits.rotate());
    pools.rotate();
  }

  /** Wall clock of a {@code nanoTime} value. */
  public long epochNanos(long nanos) {
    return requests.epochMinusNano + nanos;
  }

  @Override
  void swallowed(Throwable mine) {
    try {
      counters.errors.increment();
      long errors = counters.errors.sum();
      if (errors == 1) {
        log.warn("recorder", "the recorder failed once and goes on", mine);
      } else if (errors >= MAX_ERRORS && Bridge.recorder == this) {
        Bridge.recorder = new Recorder();
        log.warn("recorder-off", "the recorder failed too often and steps aside", mine);
      }
    } catch (Throwable outOfMemoryOrStack) {
      // because the application's own work goes on only if nothing leaves here
    }
  }

  @Override
  public Object headerStudy() {
    try {
      return headers.begin();
    } catch (Throwable mine) {
      swallowed(mine);
      return null;
    }
  }

  @Override
  public void studied(Object study, String header, String value) {
    try {
      if (study instanceof HeaderStudy.Sample && header != null) {
        headers.add((HeaderStudy.Sample) study, header, value);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void studied(Object study, String protocol) {
    try {
      if (study instanceof HeaderStudy.Sample) {
        headers.done((HeaderStudy.Sample) study, protocol);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void serverListens(Object server) {
    try {
      listeners.listens(server);
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }
}
