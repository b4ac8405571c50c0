package com.example.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A cpu control group (version 1 or 2) that a shop is started in, at first without a limit. */
public final class CpuLimit {

  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final int PERIOD_MICROS = 100_000;

  final Path members;

  private final Path group;
  private final boolean unified;

  /**
   * @throws NotPossibleHere with the reason why this machine does not let us
   */
  CpuLimit(Workplace workplace, String name) throws NotPossibleHere {
    unified = Files.exists(ROOT.resolve("cgroup.controllers"));
    Path parent = unified ? ROOT : ROOT.resolve("cpu");
    String folder = workplace.folder.getFileName() + "-" + name;
    try {
      if (unified) {
        Files.writeString(ROOT.resolve("cgroup.subtree_control"), "+cpu");
      }
      group = Files.createDirectory(parent.resolve(folder));
    } catch (IOException e) {
      throw new NotPossibleHere("no cpu control group may be made here (" + e + ")");
    }
    members = group.resolve("cgroup.procs");
    workplace.atTheEnd(this::remove);
  }

  /** Lets the group run for this many percent of one processor. */
  public void set(int percent) throws IOException {
    int quota = PERIOD_MICROS * percent / 100;
    write("cpu.cfs_quota_us", "cpu.max", "" + quota, quota + " " + PERIOD_MICROS);
  }

  public void lift() throws IOException {
    write("cpu.cfs_quota_us", "cpu.max", "-1", "max " + PERIOD_MICROS);
  }

  private void write(String version1, String version2, String value1, String value2)
      throws IOException {
    Files.writeString(group.resolve(unified ? version2 : version1), unified ? value2 : value1);
  }

  private void remove() {
    try {
      for (String pid : Files.readAllLines(members)) {
        ProcessHandle.of(Long.parseLong(pid))
            .ifPresent(
                process -> {
                  process.destroyForcibly();
                  process.onExit().join();
                });
      }
      Files.delete(group);
    } catch (IOException e) {
      System.err.println("could not remove " + group + ": " + e.getMessage());
    }
  }
}
