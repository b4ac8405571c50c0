package com.example.benchmark;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * A crowd hangs while others are served at a fixed rate.
 *
 * <pre>
 *   start ─► warm up ─► calm ─► the crowd comes ─► it hangs, is warned of ─► garbage collected
 *         ─► its gateway leaves at the deadline ─► all are released ─► orderly end
 *                               └───────────────── the fault ─────────────────┘
 * </pre>
 *
 * <p>The collection and the wait for the deadline after it are not counted.
 */
final class CrowdTrial {

  static final int DEADLINE = 20;
  private static final int COMING = 2;
  private static final int CALM = 5;
  private static final int COLLECTING = 3;
  private static final int LEAVING = 6;
  private static final int RELEASED = 3;
  private static final double PER_SECOND = 200;
  private static final double MIB = 1 << 20;
  private static final Pattern DROPPED = Pattern.compile("dropped ([\\d,]+) items");

  private final Row row;
  private final boolean agent;
  private final Path agents;
  private final List<String> more;

  /**
   * @param page where the crowd hangs, as {@link Crowd} has it
   */
  record Row(String page, int number, boolean virtual) {}

  /**
   * Times in milliseconds of processor time.
   *
   * @param calm of our threads, in a second before
   * @param ours of our threads, in the fault
   * @param worst the same, in its worst second
   * @param middle the same, in the second that half of the others were below: it only hangs
   * @param process of all threads, in the fault
   * @param seconds how long the fault was
   * @param heapMib live, with all of them in flight
   * @param warnings that arrived, by cause: twice for each request, if all is told
   * @param dropped by its own count; -1 where it did not say
   */
  record Result(
      double calm,
      double ours,
      double worst,
      double middle,
      double process,
      double seconds,
      Histogram latency,
      double heapMib,
      double residentMib,
      Map<String, Double> byThread,
      List<Double> bySecond,
      Map<String, Long> warnings,
      long dropped) {}

  /**
   * @param more options of the process with the agent
   */
  CrowdTrial(Row row, boolean agent, Path agents, List<String> more) {
    this.row = row;
    this.agent = agent;
    this.agents = agents;
    this.more = more;
  }

  Result run() throws Exception {
    try (Sink sink = new Sink();
        ServerSocket service = HangingVisitors.silentService()) {
      List<String> options = new ArrayList<>(List.of("-Xmx4g"));
      options.add("-Dcrowd.virtual=" + row.virtual);
      options.add("-Dcrowd.service=http://127.0.0.1:" + service.getLocalPort());
      if (agent) {
        options.addAll(Variant.HARBINGER.options(agents, sink));
        options.add("-Dharbinger.gateway.deadline=" + DEADLINE + "s");
        options.addAll(more);
      }
      Server server = new Server(Crowd.class.getName(), options, Benchmark.classPath());
      try (server) {
        Result result = run(server);
        server.close();
        return new Result(
            result.calm,
            result.ours,
            result.worst,
            result.middle,
            result.process,
            result.seconds,
            result.latency,
            result.heapMib,
            result.residentMib,
            result.byThread,
            result.bySecond,
            Map.copyOf(sink.warnings),
            dropped(server));
      }
    }
  }

  private Result run(Server server) throws Exception {
    int port = server.awaitPort();
    ThreadCosts costs = new ThreadCosts(server.pid, "harbinger-");
    ProcessCost process = new ProcessCost(server.pid);
    Histogram latency = new Histogram(3);
    try (Load others = new Load(port, 4, List.of("/item"));
        HangingVisitors crowd = new HangingVisitors()) {
      others.closedLoop(Duration.ofSeconds(8));
      others.openLoop(PER_SECOND, Duration.ofSeconds(2));
      Seconds calm = new Seconds(costs, process);
      others.openLoop(PER_SECOND, Duration.ofSeconds(CALM));
      calm.end();

      Seconds fault = new Seconds(costs, process);
      long came = System.nanoTime();
      CompletableFuture<Void> coming = beside(() -> crowd.come(port, row.page, row.number, COMING));
      latency.add(serve(others, DEADLINE - COLLECTING));
      coming.get();
      fault.pause();
      server.ask("collect");
      double heap = HotSpotCounters.of(server.pid).heapBytes() / MIB;
      double resident = process.residentBytes() / MIB;
      long left = came + DEADLINE * 1_000_000_000L - System.nanoTime();
      Thread.sleep(Math.max(0, left / 1_000_000));
      fault.resume();
      CompletableFuture<Void> leaving = beside(() -> crowd.leave(COMING));
      latency.add(serve(others, LEAVING));
      leaving.get();
      try (Connection last = new Connection(port)) {
        last.ask(Connection.get("/release"));
      }
      latency.add(serve(others, RELEASED));
      fault.end();
      return new Result(
          calm.ours / CALM,
          fault.ours,
          fault.worst(),
          fault.middle(),
          fault.process,
          DEADLINE - COLLECTING + LEAVING + RELEASED,
          latency,
          heap,
          resident,
          fault.byThread,
          fault.each(),
          Map.of(),
          0);
    }
  }

  private static Histogram serve(Load others, int seconds) throws Exception {
    return others.openLoop(PER_SECOND, Duration.ofSeconds(seconds)).latency;
  }

  private static CompletableFuture<Void> beside(Unchecked.Work work) {
    return CompletableFuture.runAsync(() -> Unchecked.run(work));
  }

  private static long dropped(Server server) throws IOException {
    Matcher said = DROPPED.matcher(String.join("\n", server.printed()));
    return said.find() ? Long.parseLong(said.group(1).replace(",", "")) : -1;
  }
}
