package io.harbinger.watch;

import io.harbinger.gateway.Connections;
import io.harbinger.gateway.Deadlines;
import io.harbinger.gateway.GatewayView;
import io.harbinger.gateway.Judgement;
import io.harbinger.gateway.Outcome;
import io.harbinger.timeline.AnswerView;
import io.harbinger.timeline.AnswerView.Broken;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.ResponseHeads;

/**
 * Whether the gateway passed on what the application answered.
 *
 * <pre>
 *   this process closed the connection before all was written     reset
 *     … or was seen to, while it stopped
 *   body shorter than promised, or broken off by an exception      reset
 *   header above the limit, and the connection just after it:
 *     whole                          answered, and so much is taken from now on
 *     closed by the gateway          refused_response
 *     closed by us, as announced     refused_response, if the gateway is known and not assumed
 * </pre>
 *
 * <p>Belongs to the watch thread.
 */
final class AnswerJudge {
  private final ResponseHeads heads;
  private final Deadlines deadlines;
  private final Judgement judgement;

  AnswerJudge(ResponseHeads heads, Deadlines deadlines, Judgement judgement) {
    this.heads = heads;
    this.deadlines = deadlines;
    this.judgement = judgement;
  }

  /**
   * @param so what became of it apart from its answer
   */
  GatewayView of(RequestView request, Watched watched, GatewayView so) {
    Broken by = request.http.answer.broken;
    if (watched.cut || (by == Broken.BY_US && so.outcome != Outcome.GAVE_UP)) {
      return judgement.closedByUs(watched.deadline, watched.begunAgeNanos >= 0);
    }
    boolean broken =
        by == Broken.BY_EXCEPTION && request.failure != null && !request.failure.ofVisitor();
    boolean shortened = broken || (request.http.cutShort() && !headTooLarge(request));
    return so.outcome == Outcome.ANSWERED && shortened ? judgement.cutShort(watched.deadline) : so;
  }

  boolean headTooLarge(RequestView request) {
    return heads.tooLarge(size(request.http.answer));
  }

  /** Null where it was passed on, or where nobody can tell. */
  GatewayView refused(RequestView request, Watched watched, Connections.State state) {
    if (request.peer == null || request.peer.shared) {
      return null;
    }
    if (state == Connections.State.WHOLE) {
      heads.takes(size(request.http.answer));
      return null;
    }
    boolean ours = state == Connections.State.CLOSED_BY_US;
    return ours && deadlines.assumed()
        ? null
        : judgement.refused(watched.deadline, ours ? null : watched.hangUp, request.startNanos);
  }

  private int size(AnswerView answer) {
    return heads.measure(answer.headBytes, answer.largestBytes);
  }
}
