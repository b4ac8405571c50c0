package io.harbinger.signal;

/**
 * Memory of the container against its limit: {@code memory.current}, {@code memory.max} (version
 * 2), {@code memory.usage_in_bytes}, {@code memory.limit_in_bytes} (version 1), without file pages
 * that the kernel can drop.
 */
final class CgroupMemory implements Signal {
  /** Version 1 says "no limit" with a number near 2^63. */
  private static final double NO_LIMIT = 1L << 60;

  private final ProcFile proc;
  private final Cgroup cgroup;

  CgroupMemory(ProcFile proc) {
    this.proc = proc;
    this.cgroup = new Cgroup(proc);
  }

  @Override
  public void read(Reading into) {
    for (String folder : cgroup.unified()) {
      look(into, folder, "memory.current", "memory.max", "inactive_file");
    }
    for (String folder : cgroup.controller("memory")) {
      look(into, folder, "memory.usage_in_bytes", "memory.limit_in_bytes", "total_inactive_file");
    }
  }

  private void look(Reading into, String folder, String usage, String limit, String droppable) {
    double max = proc.number(folder + "/" + limit);
    boolean tighter =
        max > 0
            && max < NO_LIMIT
            && (into.containerMemoryLimitBytes < 0 || max < into.containerMemoryLimitBytes);
    if (tighter) {
      double used = proc.number(folder + "/" + usage);
      double cache = ProcFile.valueOf(proc.read(folder + "/memory.stat"), droppable + " ");
      into.containerMemoryLimitBytes = (long) max;
      into.containerMemoryBytes = (long) (used - Math.max(0, Math.min(cache, used)));
    }
  }
}
