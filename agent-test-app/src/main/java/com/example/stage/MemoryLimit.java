package com.example.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How much memory a shop and who shares its container may use, by their control group. */
public final class MemoryLimit {

  final ControlGroup group;

  private final Workplace workplace;

  /**
   * @throws NotPossibleHere with the reason why this machine does not let us
   */
  MemoryLimit(Workplace workplace, String name) throws NotPossibleHere {
    this.workplace = workplace;
    group = new ControlGroup(workplace, name, "memory");
  }

  /** Lets the group have this much more than it has now. */
  public void leave(int megabytes) throws IOException {
    long used = Long.parseLong(group.read("memory.usage_in_bytes", "memory.current").trim());
    write("" + (used + (long) megabytes * 1024 * 1024));
  }

  public void lift() throws IOException {
    group.write("memory.limit_in_bytes", "memory.max", "-1", "max");
  }

  /** A program in the same container, of which the kernel kills the shop first. */
  public Process startInside(Class<?> program) throws IOException {
    List<String> command = new ArrayList<>(group.inside());
    command.addAll(
        List.of(
            JavaHome.program("java"),
            "-Xmx32m",
            "-XX:MaxDirectMemorySize=500m",
            "-cp",
            JavaHome.classPath(),
            program.getName()));
    return workplace.start("neighbour", command);
  }

  /** What starts the shop in the group. */
  List<String> first() {
    return group.inside("echo 1000 > /proc/self/oom_score_adj && ");
  }

  private void write(String bytes) throws IOException {
    group.write("memory.limit_in_bytes", "memory.max", bytes, bytes);
  }
}
