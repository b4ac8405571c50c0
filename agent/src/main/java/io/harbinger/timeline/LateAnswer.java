package io.harbinger.timeline;

/** A statement that the database answered after it had hung for a while. */
public final class LateAnswer {
  public final Statement statement;
  public final long startNanos;
  public final long endNanos;

  /** {@code nanoTime} of the answer to its text before this one; 0: there was none. */
  public final long answeredBefore;

  LateAnswer(Statement statement, long startNanos, long endNanos, long answeredBefore) {
    this.statement = statement;
    this.startNanos = startNanos;
    this.endNanos = endNanos;
    this.answeredBefore = answeredBefore;
  }
}
