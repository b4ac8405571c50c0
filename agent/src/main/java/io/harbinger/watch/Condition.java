package io.harbinger.watch;

/** A state of the whole process that will hurt requests, or does already. */
public final class Condition {
  /** A cause's value, or a symptom's where no root is known. */
  public final String cause;

  /**
   * {@code pool:HikariPool-1}, {@code heap}, {@code workers:http-nio-8080}, {@code backlog:8080},
   * {@code arrivals}, {@code process}, {@code processors}, {@code server:8080}.
   */
  public final String resource;

  public final boolean started;
  public final double level;
  public final double limit;

  /** Seconds until the limit at the present slope; -1 = not growing, 0 = reached. */
  public final double secondsLeft;

  public final String sentence;
  public final long atEpochNanos;

  /** That somebody blocks the way to this process is possible; never more than that. */
  public final boolean inboundSuspected;

  /** Its cause is possible, not shown. */
  public final boolean possible;

  public Condition(
      String cause,
      String resource,
      boolean started,
      double level,
      double limit,
      double secondsLeft,
      String sentence,
      long atEpochNanos) {
    this(cause, resource, started, level, limit, secondsLeft, sentence, atEpochNanos, false, false);
  }

  /** Of which the evidence is not this process's alone. */
  static Condition possible(
      String cause,
      String resource,
      boolean started,
      double level,
      double limit,
      String sentence,
      long atEpochNanos) {
    return new Condition(
        cause, resource, started, level, limit, 0, sentence, atEpochNanos, false, true);
  }

  Condition(
      String cause,
      String resource,
      boolean started,
      double level,
      double limit,
      double secondsLeft,
      String sentence,
      long atEpochNanos,
      boolean inboundSuspected,
      boolean possible) {
    this.possible = possible;
    this.cause = cause;
    this.resource = resource;
    this.started = started;
    this.level = level;
    this.limit = limit;
    this.secondsLeft = secondsLeft;
    this.sentence = sentence;
    this.atEpochNanos = atEpochNanos;
    this.inboundSuspected = inboundSuspected;
  }
}
