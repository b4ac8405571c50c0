package io.harbinger.timeline;

/**
 * How often each statement was called in one lane; written by the lane's thread, read by any.
 *
 * <p>A small open hash: when eight neighbours are taken, the rarest of them gives way, so that the
 * most repeated statement survives. A place whose count is 0 is free, though it may still name the
 * statement of an earlier request: the next one mostly calls the same.
 *
 * <p>The arrays are plain, since this is the hottest place of a statement's start: what a reader
 * sees is as old as the lane's last event or younger.
 */
final class StatementCounts {
  private static final int SIZE = 16;
  private static final int PROBES = 8;

  private final Statement[] statements = new Statement[SIZE];
  private final int[] counts = new int[SIZE];

  /** The writer's own: a bit for each place that is not free. */
  private int taken;

  /** Calls of statements that gave way. */
  private volatile int forgotten;

  void count(Statement statement) {
    int rarest = -1;
    for (int i = 0; i < PROBES; i++) {
      int slot = statement.id + i & SIZE - 1;
      int count = counts[slot];
      if (count == 0 || statements[slot] == statement) {
        put(slot, statement, count + 1);
        return;
      }
      if (rarest < 0 || count < counts[rarest]) {
        rarest = slot;
      }
    }
    forgotten = forgotten + counts[rarest];
    put(rarest, statement, 1);
  }

  private void put(int slot, Statement statement, int count) {
    if (statements[slot] != statement) {
      statements[slot] = statement;
    }
    counts[slot] = count;
    taken |= 1 << slot;
  }

  int calls() {
    int sum = forgotten;
    for (int i = 0; i < SIZE; i++) {
      sum += counts[i];
    }
    return sum;
  }

  int slots() {
    return SIZE;
  }

  /** Or null. */
  Statement statement(int slot) {
    return counts[slot] == 0 ? null : statements[slot];
  }

  int count(int slot) {
    return counts[slot];
  }

  /** The names stay, but for texts that nobody else keeps. */
  void clear() {
    if (taken == 0) {
      return;
    }
    for (int i = 0; i < SIZE; i++) {
      if ((taken & 1 << i) != 0) {
        counts[i] = 0;
        if (!statements[i].lasts()) {
          statements[i] = null;
        }
      }
    }
    taken = 0;
    if (forgotten != 0) {
      forgotten = 0;
    }
  }
}
