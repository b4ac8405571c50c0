package io.harbinger.timeline;

import io.harbinger.timeline.AnswerView.Broken;

/** How a request's answer went out, as {@link AnswerView} has it; written by its own threads. */
final class Answer {
  int headBytes;
  int longestLine;
  String largestHeader;

  /** Above what the gateway takes. */
  boolean headTooLarge;

  long promisedBytes = -1;
  Broken broken = Broken.NOT;

  /** The gateway may not have passed it on. */
  boolean bad(long bodyBytes) {
    return headTooLarge || promisedBytes > bodyBytes || broken == Broken.BY_US;
  }

  /** It could not be written. */
  boolean lost() {
    return broken == Broken.BY_US || broken == Broken.BY_PEER;
  }

  void clear() {
    headBytes = 0;
    longestLine = 0;
    if (largestHeader != null) {
      largestHeader = null;
    }
    headTooLarge = false;
    promisedBytes = -1;
    if (broken != Broken.NOT) {
      broken = Broken.NOT;
    }
  }

  AnswerView view() {
    return new AnswerView(headBytes, largestHeader, longestLine, promisedBytes, broken);
  }
}
