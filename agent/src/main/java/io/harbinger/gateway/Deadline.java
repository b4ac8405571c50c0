package io.harbinger.gateway;

/** How long the gateway waits for one request, counted from its arrival at this process. */
public final class Deadline {
  public enum Source {
    HEADER("header"),
    SETTING("setting"),
    LEARNED("learned"),
    PROFILE("profile");

    public final String label;

    Source(String label) {
      this.label = label;
    }
  }

  /** The gateway's limit in milliseconds; 0: it waits for ever. */
  public final long limitMillis;

  public final Source source;

  /** Time already spent in front of this process, from the queue-start header; 0 unknown. */
  public final long queueMillis;

  /** That header told it, so nobody has to guess. */
  public final boolean frontKnown;

  /** Hang-ups behind a learned limit; 0 for any other. */
  public final int observations;

  /**
   * @param queueMillis 0: not known
   */
  public Deadline(long limitMillis, Source source, long queueMillis) {
    this(limitMillis, source, queueMillis, queueMillis > 0, 0);
  }

  Deadline(
      long limitMillis, Source source, long queueMillis, boolean frontKnown, int observations) {
    this.frontKnown = frontKnown;
    this.limitMillis = limitMillis;
    this.source = source;
    this.queueMillis = queueMillis;
    this.observations = observations;
  }

  /** The same limit for a request that is known to have spent so much time in front. */
  Deadline after(long queue) {
    return new Deadline(limitMillis, source, queue, true, observations);
  }

  /** Age of the request, in nanoseconds since its arrival here, at which the gateway gives up. */
  public long ageNanos() {
    return limitMillis == 0 ? Long.MAX_VALUE : Math.max(0, limitMillis - queueMillis) * 1_000_000L;
  }
}
