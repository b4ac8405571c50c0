package io.harbinger.export;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of things that wait for their export; bounded by their number and by their bytes.
 *
 * <p>Anybody adds, one thread takes. All fields are guarded by this object.
 */
final class WaitingLine<T> {
  private final int most;
  private final long mostBytes;
  private final ArrayDeque<T> items = new ArrayDeque<>();
  private final ArrayDeque<Long> weights = new ArrayDeque<>();
  private long bytes;
  private boolean hurried;
  private boolean closed;

  WaitingLine(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /** False when it is full or closed. */
  synchronized boolean offer(T item, long weight, int wakeAt) {
    if (closed || items.size() >= most || bytes + weight > mostBytes) {
      return false;
    }
    items.add(item);
    weights.add(weight);
    bytes += weight;
    if (hurried || items.size() >= wakeAt) {
      notifyAll();
    }
    return true;
  }

  /**
   * Waits until so many are there, the line is closed, or the time is over; what is there is taken.
   * Of a line in a hurry one is enough.
   */
  synchronized List<T> take(int wanted, int atMost, long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000L;
    while (items.size() < (hurried ? 1 : wanted) && !closed) {
      long left = (end - System.nanoTime()) / 1_000_000L;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    List<T> taken = new ArrayList<>(Math.min(atMost, items.size()));
    while (taken.size() < atMost && !items.isEmpty()) {
      taken.add(items.poll());
      bytes -= weights.poll();
    }
    return taken;
  }

  /** From now on nothing waits for company. */
  synchronized void hurry() {
    hurried = true;
    notifyAll();
  }

  synchronized boolean hurried() {
    return hurried;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized boolean finished() {
    return closed && items.isEmpty();
  }

  synchronized boolean closed() {
    return closed;
  }
}
