package io.harbinger.cause;

import io.harbinger.gateway.Outcome;
import io.harbinger.timeline.AnswerView;
import io.harbinger.timeline.Peer;
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
    boolean cut = cutOff(evidence);
    if (cut) {
      sentences.add(
          "The server closed the HTTP/2 connection that this request shared with others.");
    }
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
        cut
            ? "Find out why visitors leave: the server closes the whole connection when its peer takes"
                + " many requests back. Tomcat bears more of that with a lower overheadResetFactor of"
                + " its Http2Protocol (50; 0 = any number), set only where no stranger connects."
            : "Look at the stack in the snapshot; if the time goes into a library that is not listened"
                + " to, its calls are not seen.");
  }

  /** Something else on its connection ended it, so where its own time went explains nothing. */
  static boolean cutOff(Evidence evidence) {
    Peer peer = evidence.request.peer;
    return evidence.gateway.outcome == Outcome.RESET
        && evidence.request.http.answer.broken == AnswerView.Broken.BY_US
        && peer != null
        && peer.shared;
  }

  static double unexplained(Blame blame) {
    return blame.share(
        Doing.OWN, Doing.WAITING, Doing.STOPPED, Doing.SWAP, Doing.WRITE, Doing.STARVED);
  }

  private Unknown() {}
}
