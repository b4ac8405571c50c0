package io.harbinger.cause;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The honest answer when no cause has its minimum evidence: what is known of the time.
 *
 * <pre>  share = what no cause explains, own code and process-wide stops included / elapsed</pre>
 */
public final class Unknown {
  public static final String VALUE = "unknown";

  private static final int TOLD = 4;

  static Finding of(Evidence evidence) {
    Blame blame = evidence.blame();
    List<String> sentences = new ArrayList<>();
    Map<String, Long> known = new LinkedHashMap<>();
    for (Portion portion : blame.portions) {
      String way = portion.direct > 0 ? "" : "waiting for somebody ";
      known.merge(way + Phrase.of(portion.doing, portion.detail), portion.nanos(), Long::sum);
    }
    for (Map.Entry<String, Long> entry : known.entrySet()) {
      if (sentences.size() < TOLD && entry.getValue() * 20 >= blame.elapsed) {
        String time = Words.time(entry.getValue()) + " of " + Words.time(blame.elapsed);
        sentences.add(time + " went by " + entry.getKey() + ".");
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
