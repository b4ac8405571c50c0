package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import io.harbinger.timeline.TraceContext;
import java.util.ArrayList;
import java.util.List;

/** Puts a finding together: the share, and the sentences and the culprit that a portion yields. */
final class Charge {
  private final Cause cause;
  private final Evidence evidence;
  private final Blame blame;
  private final List<String> sentences = new ArrayList<>();
  private Confidence confidence;
  private double share;
  private String detail;
  private String culprit;
  private TraceContext culpritTrace;

  Charge(Cause cause, Evidence evidence) {
    this.cause = cause;
    this.evidence = evidence;
    blame = evidence.blame();
  }

  Charge share(double value) {
    share = Math.max(0, Math.min(1, value));
    return this;
  }

  /** Probable from half of the time on, else possible. */
  Charge byShare(double value) {
    return share(value).sure(value >= 0.5 ? Confidence.PROBABLE : Confidence.POSSIBLE);
  }

  Charge sure(Confidence value) {
    confidence = value;
    return this;
  }

  Charge detail(String value) {
    detail = value;
    return this;
  }

  Charge because(String sentence) {
    if (sentence != null && !sentences.contains(sentence)) {
      sentences.add(sentence);
    }
    return this;
  }

  Charge because(List<String> all) {
    for (String sentence : all) {
      because(sentence);
    }
    return this;
  }

  Charge culprit(String who, TraceContext trace) {
    culprit = who;
    culpritTrace = trace;
    return this;
  }

  /** Tells a portion: what the request did itself, what it waited for, what the holders did. */
  Charge tells(Portion portion) {
    if (portion == null) {
      return this;
    }
    String what = Phrase.of(portion.doing, portion.detail);
    if (portion.direct > 0) {
      String usually = portion.folded > 0 ? "" : usually(portion.doing, portion.detail);
      String calls = portion.folded > 0 ? ", " + Words.count(portion.folded) + " short calls" : "";
      because("The request spent " + of(portion.direct) + " " + what + calls + usually + ".");
    }
    waits(portion);
    Vote vote = portion.vote;
    if (vote != null && vote.best != null) {
      because(holders(portion, vote, what));
      culprit = Phrase.holder(vote);
      culpritTrace = vote.best.trace;
    }
    return this;
  }

  /** Tells only how long the request stood in line for what this portion went through. */
  Charge waits(Portion portion) {
    Vote vote = portion.vote;
    if (portion.pool != null) {
      because(
          "The request waited "
              + of(blame.waitedFor(portion.pool))
              + " for a connection of pool "
              + portion.pool
              + use(vote, Wait.What.POOL)
              + ".");
    }
    if (portion.workers != null) {
      because(
          "The request waited "
              + of(blame.waitedFor(portion.workers))
              + " for a thread of "
              + portion.workers
              + use(vote, Wait.What.WORKERS)
              + ".");
    }
    if (portion.aftermath) {
      because("That queue had come up while the whole process stood still.");
    }
    return this;
  }

  Finding remedy(String text) {
    return new Finding(
        cause.value(),
        cause.level(),
        confidence,
        share,
        detail,
        culprit,
        culpritTrace,
        sentences,
        text);
  }

  /** {@code 1.8 s of 2.1 s}. */
  String of(long nanos) {
    return Words.time(nanos) + " of " + Words.time(blame.elapsed);
  }

  private String holders(Portion portion, Vote vote, String what) {
    int places = Math.max(vote.look.holders.size(), vote.holders());
    String kept = vote.look.what == Wait.What.POOL ? "holders of connections" : "busy threads";
    String median = vote.medianNanos() > 0 ? ", for " + Words.time(vote.medianNanos()) : "";
    String middle = vote.holders() > 1 && !median.isEmpty() ? " in the middle" : "";
    return vote.holders()
        + " of "
        + places
        + " "
        + kept
        + " "
        + (vote.holders() == 1 ? "is " : "are ")
        + what
        + median
        + middle
        + usually(portion.doing, portion.detail)
        + ".";
  }

  private String usually(Doing doing, String name) {
    if (doing != Doing.DB && doing != Doing.CALL && doing != Doing.DNS) {
      return "";
    }
    return "; " + Words.usually(evidence.usual(kind(doing), name));
  }

  private static Kind kind(Doing doing) {
    return doing == Doing.CALL ? Kind.CALL : doing == Doing.DNS ? Kind.DNS : Kind.DB;
  }

  private static String use(Vote vote, Wait.What what) {
    Wait look = vote == null || vote.look.what != what ? null : vote.look;
    if (look == null || look.active < 0) {
      return "";
    }
    String waiting = look.waiting > 0 ? ", " + look.waiting + " waiting" : "";
    return " (" + Words.ofMax(look.active, look.max) + waiting + ")";
  }
}
