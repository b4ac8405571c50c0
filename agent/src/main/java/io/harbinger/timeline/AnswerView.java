package io.harbinger.timeline;

/** How the answer went out: its header's size, and how much of the body was promised. */
public final class AnswerView {
  /** Nothing is known of it. */
  public static final AnswerView NONE = new AnswerView(0, null, 0, -1, false);

  /** Of the whole header, status line and empty line included; 0: not known. */
  public final int headBytes;

  /** Name of the largest header; known only of a header that comes near the gateway's limit. */
  public final String largestHeader;

  public final int largestBytes;

  /** The {@code Content-Length}; -1 where no body was promised. */
  public final long promisedBytes;

  /** An exception came when the answer had begun, so that nobody could take it back. */
  public final boolean brokenOff;

  public AnswerView(
      int headBytes,
      String largestHeader,
      int largestBytes,
      long promisedBytes,
      boolean brokenOff) {
    this.headBytes = headBytes;
    this.largestHeader = largestHeader;
    this.largestBytes = largestBytes;
    this.promisedBytes = promisedBytes;
    this.brokenOff = brokenOff;
  }
}
