package io.harbinger.timeline;

/** A statement in flight somewhere in this process. */
public final class RunningStatement {
  public final Statement statement;
  public final long sinceNanos;

  /** {@code GET /report}, or a thread's name. */
  public final String who;

  public final long threadId;

  RunningStatement(Statement statement, long sinceNanos, String who, long threadId) {
    this.statement = statement;
    this.sinceNanos = sinceNanos;
    this.who = who;
    this.threadId = threadId;
  }
}
