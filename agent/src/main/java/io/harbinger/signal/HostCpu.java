package io.harbinger.signal;

/**
 * The processors that this process may run on, from {@code /proc/stat}: busy, all, stolen by the
 * hypervisor; those of the whole host where the kernel does not say which.
 */
final class HostCpu implements Signal {
  private final ProcFile proc;

  HostCpu(ProcFile proc) {
    this.proc = proc;
  }

  @Override
  public void read(Reading into) {
    String stat = proc.read("/proc/stat");
    String allowed = ProcFile.lineOf(proc.read("/proc/self/status"), "Cpus_allowed_list:");
    if (allowed != null) {
      for (String range : allowed.split(",")) {
        int dash = range.indexOf('-');
        int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
        int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
        for (int i = first; i <= last; i++) {
          add(into, ProcFile.lineOf(stat, "cpu" + i + " "));
        }
      }
    }
    if (into.hostAllTicks < 0) {
      add(into, ProcFile.lineOf(stat, "cpu "));
    }
  }

  /** {@code user nice system idle iowait irq softirq steal guest guest_nice}. */
  private static void add(Reading into, String line) {
    if (line == null) {
      return;
    }
    String[] fields = line.split(" +");
    double all = 0;
    for (int i = 0; i < Math.min(8, fields.length); i++) {
      all += Double.parseDouble(fields[i]);
    }
    double idle = Double.parseDouble(fields[3]) + Double.parseDouble(fields[4]);
    into.hostAllTicks = Math.max(0, into.hostAllTicks) + all;
    into.hostBusyTicks = Math.max(0, into.hostBusyTicks) + all - idle;
    if (fields.length > 7) {
      into.stealTicks = Math.max(0, into.stealTicks) + Double.parseDouble(fields[7]);
    }
  }
}
