package com.example.benchmark;

/** What is measured of each process; the unit is that of the value after the division. */
enum Figure {
  CPU_FIXED("CPU per request, fixed rate", "µs", 1),
  CPU_CLOSED("CPU per request, closed loop", "µs", 1),
  THROUGHPUT("throughput, closed loop", "/s", 0),
  P50("p50, fixed rate", "µs", 0),
  P99("p99, fixed rate", "µs", 0),
  P999("p99.9, fixed rate", "µs", 0),
  ALLOCATED_FIXED("allocated per request, fixed rate", "B", 0),
  ALLOCATED_CLOSED("allocated per request, closed loop", "B", 0),
  GC("GC time per 1000 requests", "ms", 2),
  START_WALL("start-up to the first answer, wall", "ms", 0),
  START_CPU("start-up to the first answer, CPU", "ms", 0),
  SETTLED_CPU("CPU until a second later", "ms", 0),
  RESIDENT("resident memory", "MiB", 1),
  LIVE_HEAP("live heap", "MiB", 1),
  METASPACE("metaspace, settled", "MiB", 1),
  CLASSES("loaded classes, settled", "", 0),
  THREADS("threads", "", 0),
  LOST("requests that did not arrive at the sink", "%", 2);

  final String label;
  final String unit;
  final int decimals;

  Figure(String label, String unit, int decimals) {
    this.label = label;
    this.unit = unit;
    this.decimals = decimals;
  }
}
