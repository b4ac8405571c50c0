package io.harbinger.signal;

/** This process in {@code /proc}: swapped memory, major faults, threads. */
final class ProcSelf implements Signal {
  private final ProcFile proc;

  ProcSelf(ProcFile proc) {
    this.proc = proc;
  }

  @Override
  public void read(Reading into) {
    String status = proc.read("/proc/self/status");
    double swapKb = ProcFile.valueOf(status, "VmSwap:");
    into.swapBytes = swapKb < 0 ? -1 : (long) (swapKb * 1024);
    into.threads = (int) ProcFile.valueOf(status, "Threads:");
    String stat = proc.read("/proc/self/stat");
    int name = stat == null ? -1 : stat.lastIndexOf(')');
    if (name > 0) {
      // field 12 of the file; the first two end with the closing parenthesis
      String[] fields = stat.substring(name + 2).split(" ");
      into.majorFaults = Double.parseDouble(fields[9]);
    }
  }
}
