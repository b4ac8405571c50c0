package io.harbinger.cause;

import io.harbinger.gateway.Outcome;
import io.harbinger.signal.JvmStop;
import io.harbinger.timeline.AnswerView;
import io.harbinger.timeline.RequestView;
import java.util.List;

/**
 * The orderly stop of this process cut the request, or took away what it needed.
 *
 * <pre>
 *   share = 1 where, after the stop had begun,
 *     this process closed the connection before the answer was out          certain
 *     it failed with the word of what was closed, interrupted, shut down    probable
 *     the server answered 503 by itself                                     probable
 * </pre>
 *
 * <p>Not of a request that its gateway had given up before, nor of any other failure.
 */
final class Shutdown implements Cause {
  private static final double HELD = 0.3;

  @Override
  public String value() {
    return "lifecycle.shutdown";
  }

  /** What it was not ready with in time. */
  private static void held(Charge charge, Evidence evidence) {
    List<Portion> portions = evidence.blame().portions;
    Portion most = portions.isEmpty() ? null : portions.get(0);
    if (most == null || evidence.blame().share(most) < HELD) {
      return;
    }
    boolean others = most.vote != null && most.vote.best != null;
    if (!others) {
      String what = Phrase.of(most.doing, most.detail);
      charge.culprit(evidence.request.http.name() + ", " + what, null);
    }
    charge.tells(most);
  }

  @Override
  public int level() {
    return 1;
  }

  @Override
  public Finding look(Evidence evidence) {
    JvmStop stop = evidence.host.stop;
    RequestView request = evidence.request;
    Outcome outcome = evidence.gateway.outcome;
    if (stop == null || outcome == Outcome.GAVE_UP || outcome == Outcome.CLIENT_LEFT) {
      return null;
    }
    Failed failed = Failed.of(evidence);
    boolean closed =
        outcome == Outcome.RESET
            && request.http.answer.broken != AnswerView.Broken.BY_EXCEPTION
            && !request.http.cutShort();
    boolean stopped = failed.root == Failed.Root.STOPPED;
    boolean refused = request.failure == null && request.http.status == 503;
    if (!closed && !stopped && !refused) {
      return null;
    }
    long before = stop.begunNanos - request.startNanos;
    Charge charge =
        new Charge(this, evidence)
            .share(1)
            .sure(closed ? Confidence.CERTAIN : Confidence.PROBABLE)
            .detail(stop.reason)
            .because(
                "The JVM began to stop in order ("
                    + stop.reason
                    + ") "
                    + (before > 0
                        ? "when the request was " + Words.time(before) + " old."
                        : Words.time(-before) + " before the request came."));
    if (closed) {
      charge.because("This process closed the connection before the answer was written.");
    }
    if (stopped) {
      charge.because("It failed with " + failed.failure.type + ": " + failed.failure.message);
    }
    if (refused) {
      charge.because("The server answered 503 by itself, no code of the application failed.");
    }
    held(charge, evidence);
    return charge.remedy(
        "Let requests end first: server.shutdown=graceful or the container's own, readiness off and"
            + " a pause of 5 to 15 s before the stop, a grace period longer than both.");
  }
}
