package com.example.benchmark;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Runs the main class it is given and answers, on stdin and stdout, what can only be known inside
 * of a process: {@code allocated} bytes so far, by all threads that are alive. {@code collect} runs
 * the garbage collector.
 *
 * <p>The beans are not touched before the first question, because loading them would count as the
 * process's own classes.
 */
public final class Hosted {

  static final String MARK = "benchmark: ";

  public static void main(String[] words) throws ReflectiveOperationException {
    Thread control = new Thread(Hosted::answer, "benchmark");
    control.setDaemon(true);
    control.start();
    Class.forName(words[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(words, 1, words.length));
  }

  private static void answer() {
    try (BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      for (String line = questions.readLine(); line != null; line = questions.readLine()) {
        System.out.println(MARK + (line.equals("allocated") ? allocated() : collect()));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long allocated() {
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, bytes); // -1 for a thread that has just ended
    }
    return sum;
  }

  private static long collect() {
    System.gc();
    return 0;
  }

  private Hosted() {}
}
