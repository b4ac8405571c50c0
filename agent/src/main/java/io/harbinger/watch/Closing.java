package io.harbinger.watch;

import io.harbinger.cause.Unknown;
import io.harbinger.cause.Verdict;
import io.harbinger.gateway.Connections;
import io.harbinger.gateway.Deadline;
import io.harbinger.gateway.GatewayView;
import io.harbinger.gateway.HangUp;
import io.harbinger.gateway.HangUps;
import io.harbinger.gateway.Judgement;
import io.harbinger.gateway.Outcome;
import io.harbinger.timeline.AnswerView;
import io.harbinger.timeline.RequestView;
import java.util.ArrayDeque;

/**
 * Judges the requests that have ended: what the gateway did, whether they become a trace, and with
 * which cause.
 *
 * <pre>
 *   gave up, broke off, failed, ended near the deadline ({@link Blamed})     with its cause
 *   warned of but answered, hung up early, sampled parent, example           without
 *   ended young just after the JVM had stood still,
 *   ended later than its deadline, and nobody looked since,
 *   header above the gateway's limit                                         suspect: its connection
 *                                                                            is looked at once
 * </pre>
 *
 * <p>A suspect whose connection is gone, or who was seen to hang up unread, waited unread in the
 * socket until the gateway gave up; its start is then set back to the gateway's deadline before its
 * hang-up, at the latest. One that ended late and whose connection still stands was answered: a
 * gateway that gives up closes it.
 */
final class Closing {
  private static final int SUSPECTS = 1_000;

  private final Watcher watcher;
  private final HangUps hangUps;
  private final AnswerJudge answers;
  private final Investigation investigation;
  private final Outbox outbox;
  private final ArrayDeque<EndedRequests.Ended> suspects = new ArrayDeque<>();

  Closing(
      Watcher watcher,
      HangUps hangUps,
      AnswerJudge answers,
      Investigation investigation,
      Outbox outbox) {
    this.watcher = watcher;
    this.hangUps = hangUps;
    this.answers = answers;
    this.investigation = investigation;
    this.outbox = outbox;
  }

  /**
   * @param last the process ends, so nobody can look later
   */
  void judgeSuspects(long now, boolean last) {
    if (suspects.isEmpty()) {
      return;
    }
    Connections.Table table = last ? hangUps.look(now) : hangUps.lookIfDue(now, now, false);
    if (table == null && !hangUps.blind()) {
      return; // not due yet
    }
    for (EndedRequests.Ended suspect; (suspect = suspects.poll()) != null; ) {
      if (onlyLate(suspect, judge(suspect))) {
        suspect.watched.endedLate(table);
        decide(suspect, judge(suspect));
      } else if (table != null) {
        judgeSuspect(suspect, table);
      }
    }
  }

  /**
   * Judges at most so many; returns whether there were as many.
   *
   * @param looked only who ended before the last looks, so that they tell how it ended
   */
  boolean close(EndedRequests ended, int most, long looked) {
    ArrayDeque<EndedRequests.Ended> taken = ended.drain(most, looked);
    taken.forEach(this::close);
    return taken.size() == most;
  }

  private void close(EndedRequests.Ended one) {
    RequestView view = one.view;
    Watched watched = one.watched == null ? watcher.watched(view) : one.watched;
    if (view.http.answer.broken == AnswerView.Broken.BY_PEER) {
      watched.broken(view.endNanos);
    }
    one = one.of(watched);
    GatewayView gateway = judge(one);
    boolean unread = watched.leftUnread() || watched.waitedUnread(view);
    if ((gateway.outcome == Outcome.GAVE_UP && unread) || foundGone(one, gateway)) {
      keepUnread(one);
    } else if (onlyLate(one, gateway) && !hangUps.blind() && suspects.size() < SUSPECTS) {
      suspects.add(one);
    } else {
      decide(one, gateway);
    }
  }

  private GatewayView judge(EndedRequests.Ended one) {
    GatewayView so = watcher.judge(one.view, one.watched, watcher.waitedNanos(one), true);
    return answers.of(one.view, one.watched, so);
  }

  /** That the gateway gave it up is concluded from its age alone. */
  private static boolean onlyLate(EndedRequests.Ended one, GatewayView gateway) {
    return gateway.outcome == Outcome.GAVE_UP
        && one.watched.hangUp == null
        && one.watched.peer != null;
  }

  private void decide(EndedRequests.Ended one, GatewayView gateway) {
    RequestView view = one.view;
    Watched watched = one.watched;
    long waited = watcher.waitedNanos(one);
    boolean near = share(Judgement.NEAR, waited, watched.deadline);
    boolean late = share(1, view.elapsedNanos(), watched.deadline);
    boolean failed = view.asyncTimedOut || (view.failure != null && view.http.status < 400);
    String why = Blamed.why(gateway.outcome, view.http.status, failed, cut(view), near, late);
    if (why != null) {
      keep(view, watched, gateway, why);
    } else if ((waitedUnseen(one) || answers.headTooLarge(view)) && suspects.size() < SUSPECTS) {
      suspects.add(one);
    } else {
      keepHealthy(one, gateway);
    }
  }

  /** What failed was to answer a visitor who was not there any more. */
  private static boolean cut(RequestView view) {
    boolean ofVisitor = view.failure != null && view.failure.ofVisitor();
    return ofVisitor || view.http.answer.broken == AnswerView.Broken.BY_PEER;
  }

  private void keep(RequestView view, Watched watched, GatewayView gateway, String why) {
    Verdict verdict = investigation.of(view, watched, gateway);
    Verdict earlier = watched.verdict;
    boolean told = earlier != null && !earlier.root.cause.equals(Unknown.VALUE);
    boolean stands = told && watched.gaveUpSaid && !earlier.isOverruledBy(verdict);
    if (stands && gateway.outcome == Outcome.GAVE_UP) {
      // what held it up when the gateway gave up, not what it did with the time after
      verdict = new Verdict(earlier.root, earlier.runnersUp, earlier.symptoms, verdict.ledger);
    }
    outbox.kept(new KeptRequest(view, gateway, verdict, why));
  }

  private void keepHealthy(EndedRequests.Ended one, GatewayView gateway) {
    String why =
        one.watched.warned
            ? "at_risk"
            : gateway.outcome == Outcome.CLIENT_LEFT
                ? "client_left"
                : one.suspect ? null : (one.view.trace.flags & 1) != 0 ? "sampled" : "example";
    if (why != null) {
      outbox.kept(new KeptRequest(one.view, gateway, null, why));
    }
  }

  private static boolean share(double share, long waitedNanos, Deadline deadline) {
    long limit = deadline.ageNanos();
    return limit != Long.MAX_VALUE && waitedNanos >= share * limit;
  }

  /** It waited for as long as the gateway does, and whoever wrote its answer found nobody there. */
  private static boolean foundGone(EndedRequests.Ended ended, GatewayView gateway) {
    HangUp hangUp = gateway.hangUp;
    return gateway.outcome == Outcome.CLIENT_LEFT
        && hangUp != null
        && hangUp.source == HangUp.Source.WRITE
        && mayHaveWaited(ended);
  }

  /** … and nobody has seen it leave. */
  private static boolean waitedUnseen(EndedRequests.Ended ended) {
    return ended.watched.hangUp == null && mayHaveWaited(ended);
  }

  /** Only where no header tells how long it waited in front. */
  private static boolean mayHaveWaited(EndedRequests.Ended ended) {
    Watched watched = ended.watched;
    long limit = watched.deadline.ageNanos();
    return limit != Long.MAX_VALUE
        && !ended.view.http.headers.containsKey("x-request-start")
        && !ended.view.http.headers.containsKey("x-queue-start")
        && (ended.silentNanos >= Judgement.NEAR * limit
            || watched.unseenBeforeNanos + ended.silentNanos >= Judgement.WHOLE * limit);
  }

  private void judgeSuspect(EndedRequests.Ended suspect, Connections.Table table) {
    RequestView view = suspect.view;
    Watched watched = suspect.watched;
    Connections.State state = watched.ended(table);
    if (answers.headTooLarge(view)) {
      GatewayView gateway = answers.refused(view, watched, state);
      if (gateway != null) {
        keep(view, watched, gateway, gateway.outcome.label);
      }
    } else if (watched.hangUp != null) { // else healthy, and nobody asked for it
      keepUnread(suspect);
    }
  }

  /** The gateway had given it up when it was read: its time in front is a part of it. */
  private void keepUnread(EndedRequests.Ended one) {
    RequestView view = one.view;
    Watched watched = one.watched;
    long gone = watched.goneNanos(view);
    RequestView whole = Front.unread(view, watched.deadline, gone);
    watched.hangUp = new HangUp(watched.hangUp.source, whole.startNanos, gone);
    GatewayView gateway = watcher.judge(whole, watched, whole.elapsedNanos(), true);
    if (gateway.outcome == Outcome.GAVE_UP) {
      keep(whole, watched, gateway, gateway.outcome.label);
    } else {
      keepHealthy(one, gateway);
    }
  }
}
