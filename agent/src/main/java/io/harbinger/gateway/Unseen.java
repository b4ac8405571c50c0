package io.harbinger.gateway;

/** A stretch of time in which a request may have waited unread, and no look at it has ended. */
public final class Unseen {
  public final long fromNanos;
  public final long toNanos;

  public Unseen(long fromNanos, long toNanos) {
    this.fromNanos = fromNanos;
    this.toNanos = toNanos;
  }
}
