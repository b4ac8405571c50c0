package io.harbinger.timeline;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * How often each statement was called in one lane; written by the lane's thread, read by any.
 *
 * <p>A small open hash: when eight neighbours are taken, the rarest of them gives way, so that the
 * most repeated statement survives.
 */
final class StatementCounts {
  private static final int SIZE = 16;
  private static final int PROBES = 8;

  private final AtomicReferenceArray<Statement> statements = new AtomicReferenceArray<>(SIZE);
  private final AtomicIntegerArray counts = new AtomicIntegerArray(SIZE);

  /** The writer's own; readers sum up {@link #counts} instead. */
  private int calls;

  /** Calls of statements that gave way. */
  private volatile int forgotten;

  void count(Statement statement) {
    calls++;
    int rarest = -1;
    for (int i = 0; i < PROBES; i++) {
      int slot = statement.id + i & SIZE - 1;
      Statement there = statements.get(slot);
      if (there == statement) {
        counts.lazySet(slot, counts.get(slot) + 1);
        return;
      }
      if (there == null) {
        counts.lazySet(slot, 1);
        statements.lazySet(slot, statement);
        return;
      }
      if (rarest < 0 || counts.get(slot) < counts.get(rarest)) {
        rarest = slot;
      }
    }
    forgotten = forgotten + counts.get(rarest);
    counts.lazySet(rarest, 1);
    statements.lazySet(rarest, statement);
  }

  int calls() {
    int sum = forgotten;
    for (int i = 0; i < SIZE; i++) {
      sum += statements.get(i) == null ? 0 : counts.get(i);
    }
    return sum;
  }

  int slots() {
    return SIZE;
  }

  /** Or null. */
  Statement statement(int slot) {
    return statements.get(slot);
  }

  int count(int slot) {
    return counts.get(slot);
  }

  void clear() {
    if (calls == 0) {
      return;
    }
    calls = 0;
    forgotten = 0;
    for (int i = 0; i < SIZE; i++) {
      statements.lazySet(i, null);
      counts.lazySet(i, 0);
    }
  }
}
