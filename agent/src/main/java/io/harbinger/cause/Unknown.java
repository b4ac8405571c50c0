package io.harbinger.cause;

import java.util.ArrayList;
import java.util.List;

/**
 * The honest answer when no cause has its minimum evidence: what is known of the time.
 *
 * <pre>  share = what no cause explains, own code and process-wide stops included / elapsed</pre>
 */
final class Unknown {
  static final String VALUE = "unknown";

  private static final int TOLD = 4;

  static Finding of(Evidence evidence) {
    Blame blame = evidence.blame();
    List<String> sentences = new ArrayList<>();
    for (Portion portion : blame.portions) {
      if (sentences.size() < TOLD && blame.share(portion) >= 0.05) {
        String way = portion.direct > 0 ? " " : " waiting for somebody ";
        sentences.add(
            Words.time(portion.nanos())
                + " of "
                + Words.time(blame.elapsed)
                + " went by"
                + way
                + Phrase.of(portion.doing, portion.detail)
                + ".");
      }
    }
    int status = evidence.request.http.status;
    if (status >= 500 && evidence.request.failure == null) {
      sentences.add("The application answered " + status + " itself, without an exception.");
    }
    Sample last =
        evidence.samples.isEmpty() ? null : evidence.samples.get(evidence.samples.size() - 1);
    String at = last == null ? null : Frames.application(last.stack);
    if (at != null) {
      sentences.add("Its thread was last seen in " + at + ".");
    }
    return new Finding(
        VALUE,
        7,
        Confidence.POSSIBLE,
        unexplained(blame),
        null,
        null,
        null,
        sentences,
        "Look at the stack in the snapshot; if the time goes into a library that is not listened to,"
            + " its calls are not seen.");
  }

  static double unexplained(Blame blame) {
    return blame.share(
        Doing.OWN, Doing.WAITING, Doing.STOPPED, Doing.SWAP, Doing.WRITE, Doing.STARVED);
  }

  private Unknown() {}
}
