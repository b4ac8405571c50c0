package com.example.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A control group (version 1 or 2) that a shop is started in, at first without a limit. */
final class ControlGroup {

  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  final Path members;

  private final Path group;
  private final boolean unified;

  /**
   * @param controller {@code cpu}
   * @throws NotPossibleHere with the reason why this machine does not let us
   */
  ControlGroup(Workplace workplace, String name, String controller) throws NotPossibleHere {
    unified = Files.exists(ROOT.resolve("cgroup.controllers"));
    Path parent = unified ? ROOT : ROOT.resolve(controller);
    String folder = workplace.folder.getFileName() + "-" + name;
    try {
      if (unified) {
        Files.writeString(ROOT.resolve("cgroup.subtree_control"), "+" + controller);
      }
      group = Files.createDirectory(parent.resolve(folder));
    } catch (IOException e) {
      throw new NotPossibleHere("no " + controller + " control group may be made here (" + e + ")");
    }
    members = group.resolve("cgroup.procs");
    workplace.atTheEnd(this::remove);
  }

  void write(String version1, String version2, String value1, String value2) throws IOException {
    Files.writeString(group.resolve(unified ? version2 : version1), unified ? value2 : value1);
  }

  /** For what not every kernel offers. */
  void writeIfThere(String version1, String version2, String value1, String value2)
      throws IOException {
    if (Files.exists(group.resolve(unified ? version2 : version1))) {
      write(version1, version2, value1, value2);
    }
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
