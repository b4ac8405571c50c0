package io.harbinger.timeline;

/** How a request's answer went out, as {@link AnswerView} has it; written by its own threads. */
final class Answer {
  int headBytes;
  int longestLine;
  String largestHeader;

  /** Above what the gateway takes. */
  boolean headTooLarge;

  long promisedBytes = -1;
  boolean brokenOff;

  /** The gateway may not have passed it on. */
  boolean bad(long bodyBytes) {
    return headTooLarge || promisedBytes > bodyBytes;
  }

  void clear() {
    headBytes = 0;
    longestLine = 0;
    if (largestHeader != null) {
      largestHeader = null;
    }
    headTooLarge = false;
    promisedBytes = -1;
    brokenOff = false;
  }

  AnswerView view() {
    return new AnswerView(headBytes, largestHeader, longestLine, promisedBytes, brokenOff);
  }
}
