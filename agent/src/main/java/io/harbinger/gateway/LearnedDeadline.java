package io.harbinger.gateway;

import java.util.ArrayDeque;

/**
 * The gateway's limit, learned from the ages at which it hangs up.
 *
 * <pre>
 *   a hang-up is known as an interval: last seen whole ├────┤ first seen gone
 *   the limit lies where most of the last 64 intervals overlap, if
 *     8 of them do, as narrow as a quarter of the age, and nearly none lies beyond
 * </pre>
 *
 * <p>Visitors who leave scatter, and none of them stays longer than the gateway does: that is why
 * nothing may lie beyond. A visitor who asks again at once after each hang-up counts once. Requests
 * that are waited for longer speak against it: three more of them than hang-ups near it, and it is
 * forgotten, and twice as many are asked for the next time.
 *
 * <p>Does not tell a gateway's limit from a limit that all its visitors have. Not for limits that
 * differ from route to route. The watcher's thread alone uses it.
 */
final class LearnedDeadline {
  private static final int MEMORY = 64;
  private static final int ENOUGH = 8;
  private static final int CONTRADICTIONS = 3;
  private static final long AT_ONCE_NANOS = 1_000_000_000L;
  private static final long[] ROUND = {60_000, 30_000, 10_000, 5_000, 1_000, 500, 100};

  private final ArrayDeque<Seen> memory = new ArrayDeque<>();
  private int needed = ENOUGH;
  private int contradictions;
  private boolean changed;
  private long millis;
  private int observations;

  /**
   * @param afterMillis age at which the connection was last seen whole
   * @param seenMillis age at which it was first seen gone
   * @param who what the request asked for
   */
  void hungUp(long afterMillis, long seenMillis, String who, long startNanos) {
    for (Seen before : memory) {
      if (before.isFollowedBy(startNanos, who.hashCode())) {
        before.at(startNanos, afterMillis, seenMillis);
        before.narrow(afterMillis, seenMillis);
        changed = true;
        return;
      }
    }
    if (memory.size() == MEMORY) {
      memory.poll();
    }
    memory.add(new Seen(afterMillis, seenMillis, who.hashCode(), startNanos));
    if (millis > 0 && afterMillis <= millis && seenMillis >= millis) {
      contradictions = Math.max(0, contradictions - 1);
    }
    changed = true;
  }

  /** A request was waited for in silence up to this age. */
  void stayed(long ageMillis) {
    if (contradicts(ageMillis) && ++contradictions >= CONTRADICTIONS) {
      memory.clear();
      millis = 0;
      observations = 0;
      contradictions = 0;
      needed *= 2;
      changed = false;
    }
  }

  boolean contradicts(long ageMillis) {
    return millis > 0 && ageMillis > millis + millis / 10 + 200;
  }

  /** 0: nothing learned. */
  long millis() {
    if (changed) {
      changed = false;
      learn();
    }
    return millis;
  }

  /** Hang-ups behind {@link #millis}. */
  int observations() {
    return observations;
  }

  /** Hang-ups have been seen whose age is not understood yet. */
  boolean curious() {
    return !memory.isEmpty() && millis == 0;
  }

  private void learn() {
    int most = needed - 1;
    for (Seen candidate : memory) {
      long after = candidate.afterMillis;
      long seen = Long.MAX_VALUE;
      int within = 0;
      for (Seen other : memory) {
        if (other.afterMillis <= after && after <= other.seenMillis) {
          within++;
          seen = Math.min(seen, other.seenMillis);
        }
      }
      boolean narrow = seen - after <= Math.max(300, seen / 4);
      if (within > most && narrow && beyond(seen + seen / 20) <= within / 8) {
        most = within;
        observations = within;
        millis = after <= millis && millis <= seen ? millis : roundest(after, seen);
      }
    }
  }

  /** Connections that were still whole at that age. */
  private int beyond(long ageMillis) {
    int beyond = 0;
    for (Seen one : memory) {
      beyond += one.afterMillis > ageMillis ? 1 : 0;
    }
    return beyond;
  }

  /** The number that a person would have written. */
  static long roundest(long from, long to) {
    for (long unit : ROUND) {
      long number = to / unit * unit;
      if (number >= from && number > 0) {
        return number;
      }
    }
    return (from + to) / 2;
  }

  /** A hang-up, or a row of them of one visitor. */
  private static final class Seen {
    final int who;

    /** What all of the row agree on. */
    long afterMillis;

    long seenMillis;

    /** Of the last one in the row. */
    long startNanos;

    long afterNanos;
    long seenNanos;

    Seen(long afterMillis, long seenMillis, int who, long startNanos) {
      this.afterMillis = afterMillis;
      this.seenMillis = seenMillis;
      this.who = who;
      at(startNanos, afterMillis, seenMillis);
    }

    void at(long start, long after, long seen) {
      startNanos = start;
      afterNanos = start + after * 1_000_000L;
      seenNanos = start + seen * 1_000_000L;
    }

    void narrow(long after, long seen) {
      if (after <= seenMillis && afterMillis <= seen) {
        afterMillis = Math.max(afterMillis, after);
        seenMillis = Math.min(seenMillis, seen);
      }
    }

    boolean isFollowedBy(long start, int by) {
      return who == by && start - afterNanos >= 0 && start - seenNanos <= AT_ONCE_NANOS;
    }
  }
}
