package com.example.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The life of one process, from its start to its end.
 *
 * <pre>
 *   start ─► first answer ─► 1 s of rest ─► closed loop, warming up ─► open loop at a fixed rate
 *         ─► closed loop ─► rest until {@link #settled} old ─► garbage collected twice ─► orderly end,
 *         and what arrived until then
 * </pre>
 *
 * <p>Threads and resident memory are read before anything is asked of the process, since the asking
 * itself takes some. Classes and metaspace are read last, because an agent may let go of what it
 * needed to start; what the asking loaded is taken off.
 */
final class Trial {

  private static final int MIB = 1 << 20;

  private final Site site;
  private final Variant variant;
  private final Duration warmUp;
  private final Duration phase;

  /** Age of a process that has done with starting; an agent that lets go has done so by then. */
  private final Duration settled;

  /** What the site needs beside the variant's own options. */
  private final List<String> options;

  private final List<String> classPath;

  /** What the first question loaded. */
  private long askedClasses;

  private long askedMetaspace;

  Trial(
      Site site,
      Variant variant,
      Duration warmUp,
      Duration phase,
      List<String> options,
      List<String> classPath) {
    this.site = site;
    this.variant = variant;
    this.warmUp = warmUp;
    this.phase = phase;
    this.settled = warmUp.multipliedBy(2);
    this.options = options;
    this.classPath = classPath;
  }

  Sample run(Sink sink) throws Exception {
    Sample sample = Sample.of(site, variant);
    long asked;
    try (Server server = new Server(site.main, options, classPath)) {
      int port = server.awaitPort();
      start(sample, server, port);
      asked = 1;
      try (Load load = new Load(port, Site.CONNECTIONS, site.pages)) {
        asked += good(load.closedLoop(warmUp)).requests;
        asked += good(load.openLoop(site.perSecond, Duration.ofSeconds(1))).requests;
        size(sample, server);
        asked += measure(sample, server, load);
      }
      Thread.sleep(Math.max(0, settled.toMillis() - age(server)));
      collect(sample, server);
    }
    if (variant.isAgent()) {
      long arrived = variant.tracesAll() ? sink.traces.get() : sink.measured.get();
      sample.put(Figure.LOST, Math.max(0, asked - arrived) * 100.0 / asked);
    }
    return sample;
  }

  private void start(Sample sample, Server server, int port) throws Exception {
    ProcessCost cost = new ProcessCost(server.pid);
    try (Connection first = new Connection(port)) {
      first.ask(Connection.get(site.pages.get(0)));
    }
    sample.put(Figure.START_WALL, (System.nanoTime() - server.startedNanos) / 1e6);
    sample.put(Figure.START_CPU, cost.cpuMillis());
    Thread.sleep(1_000);
    sample.put(Figure.SETTLED_CPU, cost.cpuMillis());
  }

  private void size(Sample sample, Server server) throws Exception {
    HotSpotCounters before = HotSpotCounters.of(server.pid);
    sample.put(Figure.THREADS, before.liveThreads());
    sample.put(Figure.RESIDENT, new ProcessCost(server.pid).residentBytes() / MIB);
    server.ask("allocated");
    HotSpotCounters after = HotSpotCounters.of(server.pid);
    askedClasses = after.loadedClasses() - before.loadedClasses();
    askedMetaspace = after.metaspaceBytes() - before.metaspaceBytes();
  }

  private void collect(Sample sample, Server server) throws Exception {
    server.ask("collect");
    server.ask("collect"); // because the first only finds what the second may unload
    HotSpotCounters counters = HotSpotCounters.of(server.pid);
    sample.put(Figure.LIVE_HEAP, megabytes(counters.heapBytes()));
    sample.put(Figure.CLASSES, counters.loadedClasses() - askedClasses);
    sample.put(Figure.METASPACE, megabytes(counters.metaspaceBytes() - askedMetaspace));
  }

  private long measure(Sample sample, Server server, Load load) throws Exception {
    ProcessCost cost = new ProcessCost(server.pid);
    double gc = HotSpotCounters.of(server.pid).gcMillis();

    long bytes = server.ask("allocated");
    double cpu = cost.cpuMillis();
    Load.Result open = good(load.openLoop(site.perSecond, phase));
    sample.put(Figure.CPU_FIXED, (cost.cpuMillis() - cpu) * 1e3 / open.requests);
    long after = server.ask("allocated");
    sample.put(Figure.ALLOCATED_FIXED, (after - bytes) / (double) open.requests);
    sample.put(Figure.P50, open.latency.getValueAtPercentile(50));
    sample.put(Figure.P99, open.latency.getValueAtPercentile(99));
    sample.put(Figure.P999, open.latency.getValueAtPercentile(99.9));

    cpu = cost.cpuMillis();
    Load.Result closed = good(load.closedLoop(phase));
    sample.put(Figure.CPU_CLOSED, (cost.cpuMillis() - cpu) * 1e3 / closed.requests);
    sample.put(
        Figure.ALLOCATED_CLOSED, (server.ask("allocated") - after) / (double) closed.requests);
    sample.put(Figure.THROUGHPUT, closed.requests / closed.seconds);

    gc = HotSpotCounters.of(server.pid).gcMillis() - gc;
    sample.put(Figure.GC, gc * 1e3 / (open.requests + closed.requests));
    return open.requests + closed.requests;
  }

  private static long age(Server server) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - server.startedNanos);
  }

  private static double megabytes(long bytes) {
    return bytes / (double) MIB;
  }

  private static Load.Result good(Load.Result result) throws IOException {
    if (result.failed > 0) {
      throw new IOException(result.failed + " of " + result.requests + " answers were not good");
    }
    return result;
  }
}
