package io.harbinger.timeline;

import io.harbinger.bridge.Bridge;
import io.harbinger.gateway.Deadlines;
import io.harbinger.gateway.Profiles;
import io.harbinger.log.Log;
import io.harbinger.watch.Sampling;
import io.harbinger.watch.Watch;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one call of woven code adds to the thread it runs on: the words that the advice says to the
 * bridge, with the real recorder and the real decision to keep behind it.
 *
 * <p>All but {@link #request} run inside of one request that never ends, as most calls do.
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Threads(2)
public class AdviceBenchmark {

  private static final byte[] HEAD = "GET /item HTTP/1.1".getBytes(StandardCharsets.US_ASCII);
  private static final String SQL = "SELECT name FROM item WHERE id = ?";

  private final Object statement = new Object();
  private final Object connection = new Object();
  private final Runnable task = () -> {};

  @Benchmark
  public void request(Shared shared) {
    end(begin());
  }

  /** The floor of everything that takes time. */
  @Benchmark
  public long clockReadTwice() {
    return System.nanoTime() - System.nanoTime();
  }

  @Benchmark
  public void jdbcCall(Shared shared, Inside inside) {
    int token = Bridge.statementStarted(statement, null);
    Bridge.statementEnded(token, null);
  }

  @Benchmark
  public void jdbcPrepare(Shared shared, Inside inside) {
    Bridge.prepared(statement, SQL);
  }

  @Benchmark
  public void jdbcFetch(Shared shared, Inside inside) {
    Bridge.fetchEnded(Bridge.fetchStarted());
  }

  @Benchmark
  public void poolBorrowAndReturn(Shared shared, Inside inside) {
    int token = Bridge.borrowStarted(shared);
    Bridge.connectionTaken(shared, connection);
    Bridge.borrowEnded(token, shared, null);
    Bridge.connectionReturned(shared, connection);
  }

  /** Given away, taken up, ended; on one thread, so without what the processors' caches cost. */
  @Benchmark
  public void taskHandOff(Shared shared, Inside inside) {
    Bridge.taskQueued(shared, task);
    Object carried = Bridge.taskStarted(task);
    Bridge.taskEnded(carried);
  }

  private static Object begin() {
    Object request = Bridge.requestStarted();
    Bridge.method(request, HEAD, 0, 3);
    Bridge.path(request, HEAD, 4, 5);
    Bridge.peer(request, "127.0.0.1", 40_000, 8080);
    return request;
  }

  private static void end(Object request) {
    Bridge.responseStarted(request);
    Bridge.requestSuspended(request);
    Bridge.responseHead(request, 140, 40, 14);
    if (Bridge.requestEnded(request, 200, 14, null)) {
      Bridge.requestClosed(request);
    }
  }

  /** The thread works for a request meanwhile. */
  @State(Scope.Thread)
  public static class Inside {
    private Object request;

    @Setup(Level.Iteration)
    public void open(Shared shared, AdviceBenchmark benchmark) {
      request = begin();
      Bridge.prepared(benchmark.statement, SQL);
    }

    @TearDown(Level.Iteration)
    public void close() {
      end(request);
    }
  }

  /** The process's one recorder. */
  @State(Scope.Benchmark)
  public static class Shared {
    @Setup(Level.Trial)
    public void listen() {
      Log log = new Log(System.err, System::nanoTime, Log.Level.INFO);
      Deadlines deadlines =
          new Deadlines(Profiles.named("nginx"), 0, null, System::currentTimeMillis, log);
      Watch watch =
          new Watch(
              log,
              deadlines,
              100_000_000L,
              0,
              new Sampling(true, 0),
              System::nanoTime,
              System::currentTimeMillis);
      Bridge.recorder =
          new TimelineRecorder(
              System::nanoTime,
              () -> System.currentTimeMillis() * 1_000_000L,
              new Limits(),
              Collections.emptyList(),
              watch.ends(),
              log);
    }
  }
}
