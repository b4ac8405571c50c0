package com.example.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary folder and every process started from it; on closing, and when the laboratory itself
 * is ended, the processes are ended by their ids and the folder is removed.
 */
public final class Workplace implements AutoCloseable {

  public final Path folder;

  // all guarded by this
  private final List<Process> processes = new ArrayList<>();
  private final List<Runnable> atTheEnd = new ArrayList<>();
  private boolean closed;

  public Workplace() throws IOException {
    folder = Files.createTempDirectory("laboratory");
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "tidy up"));
  }

  /** Starts a process whose output goes to a file of the given name. */
  public synchronized Process start(String name, List<String> command) throws IOException {
    if (closed) {
      throw new IOException("the laboratory is closing");
    }
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
    processes.add(process);
    return process;
  }

  /** Runs a short command to its end and returns whether it succeeded. */
  public boolean run(String name, List<String> command) throws IOException, InterruptedException {
    return start(name, command).waitFor() == 0;
  }

  /** What has to be undone first, such as a database that runs on by itself. */
  public synchronized void atTheEnd(Runnable action) {
    atTheEnd.add(action);
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    atTheEnd.forEach(Runnable::run);
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    try {
      for (Process process : processes) {
        process.waitFor();
      }
      remove(folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      System.err.println("could not remove " + folder + ": " + e);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Workplace::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
