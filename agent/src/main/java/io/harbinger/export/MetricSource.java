package io.harbinger.export;

/** Something with figures of its own; asked on the exporter's thread, so it may read files. */
interface MetricSource {
  void read(Measurements into);
}
