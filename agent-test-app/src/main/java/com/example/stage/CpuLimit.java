package com.example.stage;

import java.io.IOException;

/** How much of the processors a shop may use, by its control group. */
public final class CpuLimit {

  private static final int PERIOD_MICROS = 100_000;

  final ControlGroup group;

  /**
   * @throws NotPossibleHere with the reason why this machine does not let us
   */
  CpuLimit(Workplace workplace, String name) throws NotPossibleHere {
    group = new ControlGroup(workplace, name, "cpu");
  }

  /** Lets the group run for this many percent of one processor. */
  public void set(int percent) throws IOException {
    int quota = PERIOD_MICROS * percent / 100;
    write("" + quota, quota + " " + PERIOD_MICROS);
  }

  public void lift() throws IOException {
    write("-1", "max " + PERIOD_MICROS);
  }

  private void write(String version1, String version2) throws IOException {
    group.write("cpu.cfs_quota_us", "cpu.max", version1, version2);
  }
}
