package com.example.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * A few kept-alive connections, each with a thread of its own that blocks: cheap beside what it
 * measures.
 *
 * <pre>
 *   closed loop   ask, wait, ask, …                        how much fits in
 *   open loop     asks are due at fixed moments; latency = answered − due, also when the ask had
 *                 to wait for the answer before it, so that no stop is left out of the figures
 * </pre>
 */
final class Load implements AutoCloseable {

  private static final int OK = 200;

  private final List<Connection> connections = new ArrayList<>();
  private final byte[][] requests;

  Load(int port, int connections, List<String> paths) throws IOException {
    requests = paths.stream().map(Connection::get).toArray(byte[][]::new);
    for (int i = 0; i < connections; i++) {
      this.connections.add(new Connection(port));
    }
  }

  Result closedLoop(Duration time) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    return run((connection, random, result) -> ask(connection, random, result, end));
  }

  private void ask(Connection connection, Random random, Result result, long end)
      throws IOException {
    for (long now = System.nanoTime(); now < end; ) {
      result.count(connection.ask(next(random)));
      long after = System.nanoTime();
      result.latency.recordValue((after - now) / 1_000);
      now = after;
    }
  }

  Result openLoop(double perSecond, Duration time) throws Exception {
    long gap = (long) (1e9 * connections.size() / perSecond);
    long start = System.nanoTime();
    return run(
        (connection, random, result) -> {
          long due = start + random.nextLong(gap);
          while (due - start < time.toNanos()) {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
              LockSupport.parkNanos(left);
            }
            result.count(connection.ask(next(random)));
            result.latency.recordValue((System.nanoTime() - due) / 1_000);
            due += gap;
          }
        });
  }

  private byte[] next(Random random) {
    return requests[random.nextInt(requests.length)];
  }

  private Result run(Visitor visitor) throws Exception {
    long start = System.nanoTime();
    List<FutureTask<Result>> visits = new ArrayList<>();
    for (Connection connection : connections) {
      Random random = new Random(visits.size());
      FutureTask<Result> visit =
          new FutureTask<>(
              () -> {
                Result result = new Result();
                visitor.visit(connection, random, result);
                return result;
              });
      visits.add(visit);
      new Thread(visit, "visitor").start();
    }
    Result all = new Result();
    for (FutureTask<Result> visit : visits) {
      all.add(visit.get());
    }
    all.seconds = (System.nanoTime() - start) / 1e9;
    return all;
  }

  @Override
  public void close() throws IOException {
    for (Connection connection : connections) {
      connection.close();
    }
  }

  private interface Visitor {
    void visit(Connection connection, Random random, Result result) throws IOException;
  }

  static final class Result {
    /** In microseconds. */
    final Histogram latency = new Histogram(3);

    long requests;
    long failed;
    double seconds;

    void count(int status) {
      requests++;
      failed += status == OK ? 0 : 1;
    }

    void add(Result other) {
      latency.add(other.latency);
      requests += other.requests;
      failed += other.failed;
    }
  }
}
