package io.harbinger.timeline;

/** One attempt to connect to a database; written by its thread, visible to others once done. */
public final class ConnectAttempt {
  /** Without user, password and parameters. */
  public final String url;

  public final long startNanos;

  /** {@code nanoTime}; meaningless until done. */
  public long endNanos;

  /** Null: it went well, or is not over. */
  public Failure failure;

  public volatile boolean done;

  ConnectAttempt(String url, long startNanos) {
    this.url = url;
    this.startNanos = startNanos;
  }

  void end(long now, Failure failure) {
    endNanos = now;
    this.failure = failure;
    done = true;
  }

  @Override
  public String toString() {
    return "connect " + url;
  }
}
