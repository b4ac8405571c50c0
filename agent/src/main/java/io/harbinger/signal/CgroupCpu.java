package io.harbinger.signal;

/**
 * CPU quota and throttling of the container: {@code cpu.max}, {@code cpu.stat} (version 2), {@code
 * cpu.cfs_quota_us}, {@code cpu.stat} (version 1).
 *
 * <p>The tightest quota of the group and its ancestors counts, with the throttling of that level;
 * without any, the throttling of the innermost, so that a quota that is set later is seen at once.
 */
final class CgroupCpu implements Signal {
  private final ProcFile proc;
  private final Cgroup cgroup;

  CgroupCpu(ProcFile proc) {
    this.proc = proc;
    this.cgroup = new Cgroup(proc);
  }

  @Override
  public void read(Reading into) {
    for (String folder : cgroup.unified()) {
      String max = proc.read(folder + "/cpu.max");
      boolean none = max == null || max.startsWith("max");
      double period = none ? -1 : ProcFile.number(max, max.indexOf(' '));
      tighten(into, none ? -1 : ProcFile.number(max, 0) / period, folder, "throttled_usec", 1_000);
    }
    for (String folder : cgroup.controller("cpu")) {
      double quota = proc.number(folder + "/cpu.cfs_quota_us");
      double period = proc.number(folder + "/cpu.cfs_period_us");
      boolean none = quota <= 0 || period <= 0;
      tighten(into, none ? -1 : quota / period, folder, "throttled_time", 1);
    }
  }

  private void tighten(Reading into, double quota, String folder, String key, double nanos) {
    boolean tighter = quota > 0 && (into.cpuQuota < 0 || quota < into.cpuQuota);
    boolean first = into.cpuQuota < 0 && into.throttledNanos < 0;
    if (!tighter && !first) {
      return;
    }
    into.cpuQuota = tighter ? quota : into.cpuQuota;
    String stat = proc.read(folder + "/cpu.stat");
    into.periods = ProcFile.valueOf(stat, "nr_periods");
    into.throttledPeriods = ProcFile.valueOf(stat, "nr_throttled");
    into.throttledNanos = ProcFile.valueOf(stat, key) * nanos;
  }
}
