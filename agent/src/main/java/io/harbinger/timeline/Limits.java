package io.harbinger.timeline;

/** How much is remembered; every table of this room is bounded by one of these. */
public final class Limits {
  /** A segment shorter than this is only counted. */
  public long segmentNanos = 5_000_000L;

  /** A worker's or a task's wait in a queue shorter than this is not shown. */
  public long queueNanos = 1_000_000L;

  /** Requests in flight that are observed; more are counted only. */
  public int openRequests = 16_384;

  public int routes = 200;
  public int statements = 2_000;
  public int hosts = 500;
  public int executors = 64;
  public int pools = 64;

  /** Remember how the application connects, so that the database can be asked about locks. */
  public boolean databaseAccess;

  /** Take traces over from callers, and hand them on to called services. */
  public boolean propagates = true;
}
