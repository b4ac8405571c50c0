package io.harbinger.export;

/** {@link SelfCost} as metrics. */
final class SelfMetrics implements MetricSource {
  @Override
  public void read(Measurements into) {
    SelfCost cost = SelfCost.soFar();
    into.value(Meters.SELF_CPU, cost.cpuSeconds);
    into.value(Meters.SELF_ALLOCATED, cost.bytes);
  }
}
