package com.example.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux knows about a process, from {@code /proc/<pid>}. */
final class ProcessCost {

  /** USER_HZ, which is 100 on every Linux that Java runs on. */
  private static final int MILLIS_PER_TICK = 10;

  private static final int USER_TIME = 11;

  private final Path folder;

  ProcessCost(long pid) {
    folder = Path.of("/proc", "" + pid);
  }

  /** User and system time of all its threads so far, ended ones too, to 10 ms. */
  double cpuMillis() throws IOException {
    String line = Files.readString(folder.resolve("stat"));
    // the second field, the name, may hold blanks
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
    return ticks * MILLIS_PER_TICK;
  }

  double residentBytes() throws IOException {
    for (String line : Files.readAllLines(folder.resolve("status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024.0;
      }
    }
    throw new IOException("no VmRSS in " + folder);
  }
}
