package com.example.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads once a second what our threads and the whole process have used, in milliseconds, and keeps
 * each second. All fields are guarded by this object while it reads.
 */
final class Seconds {

  double ours;
  private final List<Double> each = new ArrayList<>();
  double process;
  final Map<String, Double> byThread = new TreeMap<>();

  private final ThreadCosts costs;
  private final ProcessCost cost;
  private final Thread thread;
  private Map<String, Double> before;
  private double processBefore;
  private boolean paused;
  private boolean over;

  Seconds(ThreadCosts costs, ProcessCost cost) throws IOException {
    this.costs = costs;
    this.cost = cost;
    begin();
    thread = new Thread(() -> Unchecked.run(this::read), "seconds");
    thread.setDaemon(true);
    thread.start();
  }

  private void begin() throws IOException {
    costs.find();
    before = costs.millis();
    processBefore = cost.cpuMillis();
  }

  private synchronized void read() throws InterruptedException, IOException {
    while (!over) {
      long end = System.nanoTime() + 1_000_000_000L;
      for (long left = 1_000; !over && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
      if (!paused) {
        second();
      }
    }
  }

  private void second() throws IOException {
    costs.find();
    Map<String, Double> now = costs.millis();
    double sum = 0;
    for (Map.Entry<String, Double> one : now.entrySet()) {
      double used = one.getValue() - before.getOrDefault(one.getKey(), 0.0);
      byThread.merge(one.getKey(), used, Double::sum);
      sum += used;
    }
    ours += sum;
    each.add(sum);
    double all = cost.cpuMillis();
    process += all - processBefore;
    processBefore = all;
    before = now;
  }

  synchronized void pause() throws IOException {
    second();
    paused = true;
  }

  synchronized void resume() throws IOException {
    begin();
    paused = false;
  }

  double worst() {
    return Collections.max(each);
  }

  /** In the order of time. */
  List<Double> each() {
    return each;
  }

  /** Half of the seconds took less. */
  double middle() {
    List<Double> sorted = new ArrayList<>(each);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  void end() throws InterruptedException {
    synchronized (this) {
      over = true;
      notifyAll();
    }
    thread.join();
  }
}
