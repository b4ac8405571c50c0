package io.harbinger.timeline;

import io.harbinger.bridge.Bridge;
import io.harbinger.bridge.PoolReader;
import io.harbinger.bridge.Recorder;
import io.harbinger.log.Log;
import java.net.InetAddress;
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
public final class TimelineRecorder extends WorkRecorder {
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
  private final Requests requests;

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
    requests = new Requests(nanoTime, limits, seats, open, routes, pools, counters, end);
    heads = requests.heads;
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
  public Object requestStarted() {
    try {
      return requests.started();
    } catch (Throwable mine) {
      swallowed(mine);
      return null;
    }
  }

  @Override
  public void method(Object request, String method) {
    try {
      if (request instanceof Timeline && method != null) {
        requests.method((Timeline) request, method);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void method(Object request, byte[] bytes, int offset, int length) {
    try {
      if (request instanceof Timeline && bytes != null) {
        requests.method((Timeline) request, bytes, offset, length);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void path(Object request, String path) {
    try {
      if (request instanceof Timeline && path != null) {
        requests.path((Timeline) request, path);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void path(Object request, byte[] bytes, int offset, int length) {
    try {
      if (request instanceof Timeline && bytes != null) {
        requests.path((Timeline) request, bytes, offset, length);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void peer(Object request, String address, int port, int localPort) {
    try {
      if (request instanceof Timeline) {
        requests.peer((Timeline) request, address, port, localPort);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void peer(Object request, InetAddress address, int port, int localPort) {
    try {
      if (request instanceof Timeline) {
        requests.peer((Timeline) request, address, port, localPort);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void header(Object request, String name, String value) {
    try {
      if (request instanceof Timeline && value != null) {
        requests.header((Timeline) request, name, value);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void multiplexed(Object request) {
    try {
      if (request instanceof Timeline) {
        requests.shared((Timeline) request);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public long generation(Object request) {
    return request instanceof Timeline ? ((Timeline) request).generation() : -1;
  }

  @Override
  public void peerReset(Object request, long generation) {
    try {
      if (request instanceof Timeline) {
        requests.peerReset((Timeline) request, generation);
      }
    } catch (Throwable mine) {
      swallowed(mine);
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
  public void responseStarted(Object request) {
    try {
      if (request instanceof Timeline) {
        requests.answering((Timeline) request);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void requestSuspended(Object request) {
    try {
      if (request instanceof Timeline) {
        requests.suspended((Timeline) request);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public boolean requestResumed(Object request) {
    try {
      return request instanceof Timeline && requests.resumed((Timeline) request);
    } catch (Throwable mine) {
      swallowed(mine);
      return false;
    }
  }

  @Override
  public void asyncTimedOut() {
    try {
      requests.asyncTimedOut();
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public boolean responseHead(Object request, int headBytes, int longestLine, long promisedBytes) {
    try {
      return request instanceof Timeline
          && requests.responseHead((Timeline) request, headBytes, longestLine, promisedBytes);
    } catch (Throwable mine) {
      swallowed(mine);
      return false;
    }
  }

  @Override
  public void answerLost(Object request, boolean byUs) {
    try {
      if (request instanceof Timeline) {
        requests.answerLost((Timeline) request, byUs);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void largestHeader(Object request, String name) {
    try {
      if (request instanceof Timeline && name != null) {
        requests.largestHeader((Timeline) request, name);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public boolean requestEnded(Object request, int status, long bodyBytes, Throwable error) {
    try {
      return request instanceof Timeline
          && requests.ended((Timeline) request, status, bodyBytes, error);
    } catch (Throwable mine) {
      swallowed(mine);
      return false;
    }
  }

  @Override
  public void describe(Object request, String attribute, String value) {
    try {
      if (request instanceof Timeline && value != null) {
        requests.describe((Timeline) request, attribute, value);
      }
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void requestClosed(Object request) {
    try {
      if (request instanceof Timeline) {
        requests.closed((Timeline) request);
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

  @Override
  public void route(String template) {
    try {
      requests.route(template);
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }

  @Override
  public void failed(Throwable error) {
    try {
      requests.failed(error);
    } catch (Throwable mine) {
      swallowed(mine);
    }
  }
}
