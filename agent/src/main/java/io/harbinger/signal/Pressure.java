package io.harbinger.signal;

/** Pressure stall information of the host: time in which some task waited for CPU or memory. */
final class Pressure implements Signal {
  private final ProcFile proc;

  Pressure(ProcFile proc) {
    this.proc = proc;
  }

  @Override
  public void read(Reading into) {
    into.cpuPressureMicros = some("/proc/pressure/cpu");
    into.memoryPressureMicros = some("/proc/pressure/memory");
  }

  /** {@code some avg10=0.00 avg60=0.00 avg300=0.00 total=12345}. */
  private double some(String path) {
    String text = proc.read(path);
    int total = text == null ? -1 : text.indexOf("total=");
    return total < 0 ? -1 : ProcFile.number(text, total + "total=".length());
  }
}
