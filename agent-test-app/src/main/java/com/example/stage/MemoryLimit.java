package com.example.stage;

import java.io.IOException;

/** How much memory a shop may use, by its control group; none of it is swapped out. */
final class MemoryLimit {

  final ControlGroup group;

  /**
   * @throws NotPossibleHere with the reason why this machine does not let us
   */
  MemoryLimit(Workplace workplace, String name, int megabytes) throws NotPossibleHere {
    group = new ControlGroup(workplace, name, "memory");
    String limit = "" + (long) megabytes * 1024 * 1024;
    try {
      group.write("memory.limit_in_bytes", "memory.max", limit, limit);
      group.writeIfThere("memory.memsw.limit_in_bytes", "memory.swap.max", limit, "0");
    } catch (IOException e) {
      throw new NotPossibleHere("no limit of memory may be set here (" + e + ")");
    }
  }
}
