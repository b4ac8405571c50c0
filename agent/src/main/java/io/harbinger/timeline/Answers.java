package io.harbinger.timeline;

import io.harbinger.timeline.AnswerView.Broken;
import java.util.function.LongSupplier;

/** How requests are answered, as their servers tell it before the end. */
final class Answers {
  final ResponseHeads heads = new ResponseHeads();
  private final LongSupplier nanoTime;

  Answers(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The first time counts. */
  void begun(Timeline timeline) {
    if (timeline.live() && timeline.answeringNanos == 0) {
      timeline.answeringNanos = nanoTime.getAsLong();
      timeline.tell();
    }
  }

  /** Whether it comes near what the gateway takes. */
  boolean head(Timeline timeline, int headBytes, int longestLine, long promisedBytes) {
    if (!timeline.live()) {
      return false;
    }
    timeline.answer.headBytes = headBytes;
    timeline.answer.longestLine = longestLine;
    // who left or took the request back before wants no more; who does so afterwards found it wrong
    long left = timeline.peerResetNanos();
    boolean begunBefore = timeline.answering() && timeline.answeringNanos - left < 0;
    boolean wanted = (left == 0 || begunBefore) && !timeline.answer.lost();
    timeline.answer.promisedBytes = wanted ? promisedBytes : -1;
    return heads.isNear(heads.measure(headBytes, longestLine));
  }

  void lost(Timeline timeline, boolean byUs) {
    if (timeline.live()) {
      timeline.answer.broken = byUs ? Broken.BY_US : Broken.BY_PEER;
    }
  }

  void largestHeader(Timeline timeline, String name) {
    if (timeline.live()) {
      Answer answer = timeline.answer;
      int size = heads.measure(answer.headBytes, answer.longestLine);
      answer.largestHeader = name;
      answer.headTooLarge = heads.tooLarge(size);
      heads.add(timeline.who(), size, name, answer.longestLine);
    }
  }
}
