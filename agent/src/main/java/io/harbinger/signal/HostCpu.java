package io.harbinger.signal;

/** Processors of the whole host from {@code /proc/stat}: busy, all, stolen by the hypervisor. */
final class HostCpu implements Signal {
  private final ProcFile proc;

  HostCpu(ProcFile proc) {
    this.proc = proc;
  }

  /** {@code cpu user nice system idle iowait irq softirq steal guest guest_nice}. */
  @Override
  public void read(Reading into) {
    String text = proc.read("/proc/stat");
    int end = text == null ? -1 : text.indexOf('\n');
    if (end < 0 || !text.startsWith("cpu ")) {
      return;
    }
    String[] fields = text.substring(4, end).trim().split(" +");
    double all = 0;
    for (int i = 0; i < Math.min(8, fields.length); i++) {
      all += Double.parseDouble(fields[i]);
    }
    double idle = Double.parseDouble(fields[3]) + Double.parseDouble(fields[4]);
    into.hostAllTicks = all;
    into.hostBusyTicks = all - idle;
    into.stealTicks = fields.length > 7 ? Double.parseDouble(fields[7]) : -1;
  }
}
