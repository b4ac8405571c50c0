package io.harbinger.gateway;

/** The gateway's end of the connection went away while the request was running. */
public final class HangUp {
  public enum Source {
    /** The peer sent FIN: the connection is in CLOSE_WAIT. */
    FIN("fin"),
    /** The connection vanished from the kernel's table: the peer reset it. */
    RESET("reset"),
    /** Writing the response failed. */
    WRITE("write"),
    /** The server's own channel told. */
    CHANNEL("channel");

    public final String label;

    Source(String label) {
      this.label = label;
    }
  }

  public final Source source;

  /** {@code nanoTime} of the scan before, which still saw it whole, and of the one that did not. */
  public final long afterNanos;

  public final long seenNanos;

  public HangUp(Source source, long afterNanos, long seenNanos) {
    this.source = source;
    this.afterNanos = afterNanos;
    this.seenNanos = seenNanos;
  }
}
