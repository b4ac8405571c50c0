package io.harbinger.signal;

import java.util.ArrayList;
import java.util.List;

/**
 * The last stalls, from two sources that may see the same one: the collector's notifications and
 * the late wake-ups of {@link Hiccups}.
 *
 * <p>A late wake-up is explained by collections first: only what they leave over keeps its own
 * reason. But a collection that itself got no processor is none of the collector's. Written by two
 * threads, read by the watcher, all under this object's lock; none of them is a request's thread.
 */
final class StallLog {
  private static final int CAPACITY = 1024;
  private static final long SHORTEST = 5_000_000L;

  private final Stall[] collections = new Stall[CAPACITY];
  private final Stall[] late = new Stall[CAPACITY];
  private int collectionCount;
  private int lateCount;
  private long totalNanos;

  synchronized void add(Stall stall) {
    if (stall.reason == Stall.Reason.GC) {
      collections[collectionCount++ % CAPACITY] = stall;
    } else {
      late[lateCount++ % CAPACITY] = stall;
    }
    totalNanos += stall.endNanos - stall.startNanos;
  }

  /** Sum of all stalls ever seen, where collections seen as late wake-ups too count twice. */
  synchronized long totalNanos() {
    return totalNanos;
  }

  /** In order of time, not overlapping. */
  synchronized List<Stall> between(long from, long to) {
    List<Stall> noted = touching(late, lateCount, from, to);
    List<Stall> all = new ArrayList<>();
    for (Stall stall : noted) {
      if (stall.drawsOut) {
        all.add(stall);
      }
    }
    List<Stall> drawnOut = new ArrayList<>(all);
    List<Stall> pauses = new ArrayList<>();
    for (Stall pause : touching(collections, collectionCount, from, to)) {
      addRest(pauses, drawnOut, pause);
    }
    all.addAll(pauses);
    for (Stall stall : noted) {
      if (!stall.drawsOut) {
        addRest(all, pauses, stall);
      }
    }
    all.sort((a, b) -> Long.compare(a.startNanos - from, b.startNanos - from));
    return withoutOverlap(all);
  }

  /** The parts of {@code stall} that none of the others explains, which are in order of time. */
  private static void addRest(List<Stall> into, List<Stall> others, Stall stall) {
    long start = stall.startNanos;
    for (Stall other : others) {
      if (other.overlap(start, stall.endNanos) > 0) {
        addPart(into, stall, start, other.startNanos);
        start = Math.max(start, other.endNanos);
      }
    }
    addPart(into, stall, start, stall.endNanos);
  }

  private static void addPart(List<Stall> into, Stall stall, long start, long end) {
    if (end - start >= SHORTEST) {
      into.add(new Stall(stall.reason, start, end, stall.detail));
    }
  }

  private static List<Stall> withoutOverlap(List<Stall> ordered) {
    List<Stall> result = new ArrayList<>(ordered.size());
    for (Stall stall : ordered) {
      long free = result.isEmpty() ? stall.startNanos : result.get(result.size() - 1).endNanos;
      long start = Math.max(stall.startNanos - free, 0) + free;
      if (stall.endNanos - start > 0) {
        result.add(new Stall(stall.reason, start, stall.endNanos, stall.detail));
      }
    }
    return result;
  }

  private static List<Stall> touching(Stall[] ring, int count, long from, long to) {
    List<Stall> found = new ArrayList<>();
    for (int i = Math.max(0, count - CAPACITY); i < count; i++) {
      Stall stall = ring[i % CAPACITY];
      if (stall.overlap(from, to) > 0) {
        found.add(stall);
      }
    }
    return found;
  }
}
