package io.harbinger.timeline;

/** How the answer went out: its header's size, and how much of the body was promised. */
public final class AnswerView {
  /** Who kept it from being complete. */
  public enum Broken {
    NOT,
    /** An exception came when the answer had begun, so that nobody could take it back. */
    BY_EXCEPTION,
    /** This process closed the connection before all was written. */
    BY_US,
    /** The peer had gone when it was written. */
    BY_PEER
  }

  /** Nothing is known of it. */
  public static final AnswerView NONE = new AnswerView(0, null, 0, -1, Broken.NOT);

  /** Of the whole header, status line and empty line included; 0: not known. */
  public final int headBytes;

  /** Name of the largest header; known only of a header that comes near the gateway's limit. */
  public final String largestHeader;

  public final int largestBytes;

  /** The {@code Content-Length}; -1 where no body was promised. */
  public final long promisedBytes;

  public final Broken broken;

  public AnswerView(
      int headBytes, String largestHeader, int largestBytes, long promisedBytes, Broken broken) {
    this.headBytes = headBytes;
    this.largestHeader = largestHeader;
    this.largestBytes = largestBytes;
    this.promisedBytes = promisedBytes;
    this.broken = broken;
  }
}
