package io.harbinger.timeline;

import java.util.concurrent.atomic.LongAdder;

/**
 * One SQL text, its literals scrubbed, and how its executions went.
 *
 * <p>A text beyond the table's cap is scrubbed when somebody asks for it, which for most of their
 * executions nobody does. Any thread may; all write the same.
 */
public final class Statement {
  /** Null: to be made of {@link #raw}. */
  private String text;

  /** As it was executed; null where the text is known. Never leaves this object. */
  private final String raw;

  /** {@code SELECT owners}; null: of the text. */
  private final String summary;

  public final Distribution durations;

  private final Durations times;

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

  Statement(int id, String text, String summary) {
    this.id = id;
    this.text = text;
    raw = null;
    this.summary = summary;
    times = new Durations();
    durations = times.all;
    booked = this;
    local = text.equals("COMMIT") || text.equals("ROLLBACK") || text.equals("SET AUTOCOMMIT");
  }

  /** One text of many, made for one execution. */
  Statement(String raw, Statement booked) {
    id = booked.id;
    this.raw = raw;
    summary = null;
    times = booked.times;
    durations = booked.durations;
    this.booked = booked;
    local = false;
  }

  public String text() {
    String known = text;
    if (known == null) {
      known = Sql.scrub(raw);
      text = known;
    }
    return known;
  }

  public String summary() {
    return summary != null ? summary : Sql.summary(text());
  }

  void completed(long nanos, long now, boolean failed) {
    if (failed) {
      times.record(nanos);
      booked.errors.increment();
    } else {
      times.record(nanos, now);
    }
  }

  Baseline usual(int inFlight) {
    return times.usual(inFlight, booked.errors.sum());
  }

  void rotate() {
    times.rotate();
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
    return durations.lastNanos();
  }

  /** Without error. */
  public long completed() {
    return Math.max(0, durations.count() - errors.sum());
  }

  @Override
  public String toString() {
    return text();
  }
}
