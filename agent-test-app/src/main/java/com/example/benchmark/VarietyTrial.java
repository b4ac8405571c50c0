package com.example.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Visits every route and has every text executed some times, then looks at the memory. */
final class VarietyTrial {

  private static final int VISITS = 20_000;
  private static final double MIB = 1 << 20;
  private static final int OK = 200;

  /**
   * @param settings of the agent
   */
  record Row(String label, int routes, int texts, int pools, List<String> settings) {

    boolean likeWithout(Row other) {
      return routes == other.routes && texts == other.texts && pools == other.pools;
    }
  }

  /**
   * @param micros of processor time per request
   * @param metricBytes of the largest batch of metrics, before packing
   */
  record Result(double heapMib, double residentMib, double micros, long metricBytes) {}

  /**
   * @param agents null: without one
   */
  static Result run(Row row, Path agents) throws Exception {
    try (Sink sink = new Sink()) {
      List<String> options = new ArrayList<>(List.of("-Xmx1g"));
      options.add("-Dvariety.routes=" + row.routes);
      options.add("-Dvariety.texts=" + row.texts);
      options.add("-Dvariety.pools=" + row.pools);
      if (agents != null) {
        options.addAll(Variant.HARBINGER.options(agents, sink));
        options.addAll(row.settings);
      }
      List<String> classPath = Benchmark.classPath();
      try (Server server = new Server(Variety.class.getName(), options, classPath)) {
        return run(row, server, sink);
      }
    }
  }

  private static Result run(Row row, Server server, Sink sink) throws Exception {
    int port = server.awaitPort();
    ProcessCost cost = new ProcessCost(server.pid);
    double before;
    try (Connection visitor = new Connection(port)) {
      visit(row, visitor, VISITS / 2); // warms up
      before = cost.cpuMillis();
      visit(row, visitor, VISITS);
    }
    double micros = (cost.cpuMillis() - before) * 1e3 / VISITS;
    Thread.sleep(11_000); // one batch of metrics has all of it
    server.ask("collect");
    server.ask("collect");
    double heap = HotSpotCounters.of(server.pid).heapBytes() / MIB;
    return new Result(heap, cost.residentBytes() / MIB, micros, sink.metricBytes.get());
  }

  private static void visit(Row row, Connection visitor, int visits) throws Exception {
    for (int i = 0; i < visits; i++) {
      String page = "/page" + i % row.routes;
      if (visitor.ask(Connection.get(page)) != OK) {
        throw new IllegalStateException(page + " was not answered well");
      }
    }
  }

  private VarietyTrial() {}
}
