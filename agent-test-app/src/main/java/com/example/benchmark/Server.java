package com.example.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One process with a variant attached; what it prints is read all the time. */
final class Server implements AutoCloseable {

  private static final int LAST_WORDS = 30;

  final long pid;
  final long startedNanos;

  private final Process process;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final Deque<String> printed = new ArrayDeque<>(); // guarded by itself

  Server(String main, List<String> options, List<String> classPath) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // the same heap from the start, so that resident memory tells what lies beside it
    command.addAll(List.of("-Xms256m", "-Xmx256m", "-XX:+UseG1GC"));
    command.addAll(options);
    command.addAll(List.of("-cp", String.join(":", classPath), Hosted.class.getName(), main));
    startedNanos = System.nanoTime();
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    pid = process.pid();
    Thread reader = new Thread(this::read, "reader");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("ready ")) {
          answers.add(line.substring(6));
        } else if (line.startsWith(Hosted.MARK)) {
          answers.add(line.substring(Hosted.MARK.length()));
        } else {
          remember(line);
        }
      }
    } catch (IOException e) {
      remember(e.toString());
    }
  }

  private void remember(String line) {
    synchronized (printed) {
      printed.add(line);
      if (printed.size() > LAST_WORDS) {
        printed.remove();
      }
    }
  }

  int awaitPort() throws IOException, InterruptedException {
    return (int) awaitAnswer();
  }

  /** The last lines that were not answers. */
  List<String> printed() {
    synchronized (printed) {
      return List.copyOf(printed);
    }
  }

  /** See {@link Hosted}. */
  long ask(String question) throws IOException, InterruptedException {
    process.getOutputStream().write((question + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
    return awaitAnswer();
  }

  private long awaitAnswer() throws IOException, InterruptedException {
    String answer = answers.poll(60, TimeUnit.SECONDS);
    if (answer == null) {
      synchronized (printed) {
        throw new IOException("no answer from the server:\n" + String.join("\n", printed));
      }
    }
    return Long.parseLong(answer);
  }

  /** Orderly, so that the agent may send what it still has. */
  @Override
  public void close() {
    process.toHandle().destroy(); // the process's own method would close what it still prints
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
