package com.example.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A control group (version 1 or 2) that a shop is started in, at first without a limit. */
final class ControlGroup {

  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  private final Path members;

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

  /** The words before a command that start it in this group. */
  List<String> inside() {
    return inside("");
  }

  /**
   * @param first what the shell does before, ending with {@code &&}
   */
  List<String> inside(String first) {
    return List.of("sh", "-c", first + "echo $$ > \"$0\" && exec \"$@\"", "" + members);
  }

  void write(String version1, String version2, String value1, String value2) throws IOException {
    Files.writeString(group.resolve(unified ? version2 : version1), unified ? value2 : value1);
  }

  String read(String version1, String version2) throws IOException {
    return Files.readString(group.resolve(unified ? version2 : version1));
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
