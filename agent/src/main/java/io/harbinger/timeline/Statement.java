package io.harbinger.timeline;

import java.util.concurrent.atomic.LongAdder;

/** One SQL text, its literals scrubbed, and how its executions went. */
public final class Statement {
  /** From here on, and from so many times its median on, an execution hung. */
  private static final long HANGS = 500_000_000L;

  private static final int FACTOR = 20;

  /** Executions that make a median. */
  private static final int FEW = 5;

  public final String text;

  /** {@code SELECT owners}. */
  public final String summary;

  public final Distribution durations;

  /** Those of {@link #durations} that hung; made by whoever is first, never taken back. */
  private volatile Distribution hung;

  public final LongAdder errors = new LongAdder();

  /**
   * Null before anybody looked, empty where it was a wrapper's. Any thread writes it, and all write
   * the same: no care is taken.
   */
  private String system;

  /** Whose figures this one's executions go to: its own, or those of all beyond the cap. */
  private final Statement booked;

  /** The driver itself may answer it, where nothing is to be committed: no sign of life. */
  final boolean local;

  /** A small number of its own. */
  final int id;

  /** Written by any thread that completes it well; the last one wins. */
  volatile long lastCompletedNanos;

  Statement(int id, String text, String summary) {
    this.id = id;
    this.text = text;
    this.summary = summary;
    durations = new Distribution();
    booked = this;
    local = text.equals("COMMIT") || text.equals("ROLLBACK") || text.equals("SET AUTOCOMMIT");
  }

  /** One text of many, made for one execution. */
  Statement(String text, String summary, Statement booked) {
    id = booked.id;
    this.text = text;
    this.summary = summary;
    durations = booked.durations;
    this.booked = booked;
    local = false;
  }

  void completed(long nanos, long now, boolean failed) {
    durations.record(nanos);
    if (nanos >= HANGS) {
      booked.hung(nanos);
    }
    if (failed) {
      booked.errors.increment();
    } else {
      booked.lastCompletedNanos = now;
    }
  }

  /**
   * What waited for a lock or a dead database for seconds tells nothing about the statement: it
   * would make the next outage look usual.
   */
  private void hung(long nanos) {
    long median = Distribution.recentPercentiles(durations, extraordinary(), 50)[0];
    if (durations.recentCount() > FEW && nanos >= FACTOR * median) {
      synchronized (this) {
        hung = hung == null ? new Distribution() : hung;
      }
      hung.record(nanos);
    }
  }

  /** Those that hung, as long as enough others are known; else null: then it is usual. */
  private Distribution extraordinary() {
    Distribution left = hung;
    return left != null && durations.recentCount() - left.recentCount() >= FEW ? left : null;
  }

  Baseline usual(int inFlight) {
    Distribution left = extraordinary();
    long[] percentiles = Distribution.recentPercentiles(durations, left, 50, 99);
    return new Baseline(
        durations.recentCount(),
        percentiles[0],
        percentiles[1],
        booked.lastCompletedNanos,
        inFlight,
        booked.errors.sum());
  }

  void rotate() {
    durations.rotate();
    Distribution left = hung;
    if (left != null) {
      left.rotate();
    }
  }

  /** One of the table, not one of many made for one execution. */
  boolean lasts() {
    return booked == this;
  }

  /** As {@code db.system.name} has it; null where it is not known. */
  public String system() {
    String known = system;
    return known == null || known.isEmpty() ? null : known;
  }

  /** Costs a comparison where it is known. */
  void ranOn(Object jdbc) {
    if (system == null) {
      lookAt(jdbc);
    }
  }

  /** The same of what may be behind a wrapper. */
  void isBehind(Object jdbc) {
    if (system == null || system.isEmpty()) {
      lookAt(jdbc);
    }
  }

  private void lookAt(Object jdbc) {
    String found = DatabaseSystem.of(jdbc);
    system = found == null ? "" : found;
  }

  /** {@code nanoTime} of the last completion without error of its text; 0: none yet. */
  public long completedNanos() {
    return booked.completed() == 0 ? 0 : booked.lastCompletedNanos;
  }

  /** Without error. */
  public long completed() {
    return Math.max(0, durations.count() - errors.sum());
  }

  @Override
  public String toString() {
    return text;
  }
}
