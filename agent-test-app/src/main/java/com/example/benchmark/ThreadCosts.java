package com.example.benchmark;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Processor time of the threads whose names begin alike, by name, from {@code /proc}. */
final class ThreadCosts {

  private final Path tasks;
  private final String prefix;
  private final Map<Path, String> known = new TreeMap<>();

  ThreadCosts(long pid, String prefix) {
    tasks = Path.of("/proc", "" + pid, "task");
    this.prefix = prefix;
  }

  /** Those that began since the last call are found only here: it looks at every thread. */
  void find() throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
      for (Path task : all) {
        String name = name(task);
        if (name.startsWith(prefix)) {
          known.put(task, name);
        }
      }
    }
  }

  /** Milliseconds so far, by name; the kernel cuts names after 15 characters. */
  Map<String, Double> millis() throws IOException {
    Map<String, Double> millis = new TreeMap<>();
    for (Map.Entry<Path, String> thread : known.entrySet()) {
      // "51836254 230548 75": nanoseconds on a processor, waiting for one, time slices
      String line = read(thread.getKey().resolve("schedstat"));
      if (!line.isEmpty()) {
        millis.merge(thread.getValue(), Long.parseLong(line.split(" ")[0]) / 1e6, Double::sum);
      }
    }
    return millis;
  }

  private static String name(Path task) throws IOException {
    return read(task.resolve("comm")).trim();
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException ended) {
      return "";
    }
  }
}
