package io.harbinger.watch;

import io.harbinger.cause.Verdict;
import io.harbinger.gateway.Connections;
import io.harbinger.gateway.Deadline;
import io.harbinger.gateway.Deadlines;
import io.harbinger.gateway.GatewayView;
import io.harbinger.gateway.HangUp;
import io.harbinger.gateway.HangUps;
import io.harbinger.gateway.Judgement;
import io.harbinger.gateway.Outcome;
import io.harbinger.gateway.UnreadLog;
import io.harbinger.gateway.Unseen;
import io.harbinger.signal.JvmStop;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.Timeline;
import io.harbinger.timeline.TimelineRecorder;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks after the requests that grew old: every tick (100 ms) one pass over them.
 *
 * <pre>
 *   old? ─► attach Watched ─► sample its thread ─► deadline near? warn
 *                                └► connection gone? gave up: diagnose at once, say it
 * </pre>
 *
 * <p>Young requests cost it one comparison, but for a while after requests queued for a worker all
 * are looked at: one that is young here may have waited long in front. All its state belongs to the
 * watch thread.
 */
final class Watcher {
  /** A request is looked at from this share of the usual deadline on, but not before 100 ms. */
  private static final double OLD = 0.2;

  private static final long OLD_AT_LEAST = 100_000_000L;
  private static final long OLD_AT_MOST = 1_000_000_000L;

  /** Requests that are spoken of in one tick, and threads that are looked at for it. */
  private static final int AT_ONCE = 200;

  /** So long a look at a thread tells what it does. */
  private static final long FRESH = 1_000_000_000L;

  /** Share of the deadline up to which the warnings of a crowd may wait for a look at threads. */
  private static final double IN_TIME = 0.4;

  /** Share of the deadline between looks while the JVM stands still again and again. */
  private static final double BETWEEN_STOPS = 0.125;

  /** So long after requests queued for a worker all are looked at. */
  private static final long AFTER_A_QUEUE = 1_000_000_000L;

  private final TimelineRecorder recorder;
  private final Deadlines deadlines;
  private final Judgement judgement;
  private final Risk risk;
  private final HangUps hangUps;
  private final UnreadLog unread;
  private final Present present;
  private final Stillness stillness;
  private final Looks looks;
  private final Investigation investigation;
  private final Outbox outbox;
  private final EpochClock clock;

  private final List<Timeline> old = new ArrayList<>();
  private boolean spoke;
  private JvmStop stop;
  private boolean everQueued;
  private long queuedNanos;

  Watcher(
      TimelineRecorder recorder,
      Deadlines deadlines,
      Judgement judgement,
      Risk risk,
      HangUps hangUps,
      UnreadLog unread,
      Present present,
      Stillness stillness,
      Looks looks,
      Investigation investigation,
      Outbox outbox,
      EpochClock clock) {
    this.recorder = recorder;
    this.deadlines = deadlines;
    this.judgement = judgement;
    this.risk = risk;
    this.hangUps = hangUps;
    this.unread = unread;
    this.present = present;
    this.stillness = stillness;
    this.looks = looks;
    this.investigation = investigation;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * @param queued requests wait for a worker thread now
   * @param stops null: the process goes on
   */
  void tick(long now, boolean queued, JvmStop stops) {
    stop = stops;
    if (queued) {
      queuedNanos = now;
      everQueued = true;
    }
    old.clear();
    recorder.open.forEachOlderThan(oldNanos(now), now, old::add);
    spoke = false;
    if (old.isEmpty()) {
      looks.takeLast(now);
    } else {
      attachNew(now);
      looks.take(old, now);
      lookAtConnections(now);
      speak(now);
    }
  }

  /** The process ends: who has left by now is not cut by it, and may be young. */
  void last(long now) {
    old.clear();
    recorder.open.forEach(old::add);
    if (!old.isEmpty()) {
      attachNew(now);
      instant(now);
      see(hangUps.look(now));
      speak(now);
    }
  }

  /** The watcher itself was stopped: who is unread now would soon be read, and look young. */
  void stoodStill(long now) {
    hangUps.look(now);
  }

  /** Who waits unread through stops of the JVM is to be seen in between. */
  void lookBetweenStops(long now) {
    hangUps.lookIfOlder((long) (BETWEEN_STOPS * deadlines.usual().ageNanos()), now);
  }

  /** Somebody was warned of at the last tick, or said to be given up. */
  boolean spoke() {
    return spoke;
  }

  /** How many requests were old at the last tick. */
  int watching() {
    return old.size();
  }

  private long oldNanos(long now) {
    long limit = deadlines.usual().ageNanos();
    if (everQueued && now - queuedNanos <= AFTER_A_QUEUE) {
      return 0;
    }
    long share = limit == Long.MAX_VALUE ? OLD_AT_MOST : (long) (OLD * limit);
    return Math.max(OLD_AT_LEAST, Math.min(OLD_AT_MOST, share));
  }

  private void attachNew(long now) {
    for (int i = old.size() - 1; i >= 0; i--) {
      Timeline timeline = old.get(i);
      if (timeline.attachment() == null) {
        long generation = timeline.generation();
        RequestView view = view(timeline, now);
        if (view == null) {
          old.remove(i); // it ended meanwhile
        } else {
          timeline.attach(generation, watched(view));
        }
      }
    }
  }

  Watched watched(RequestView view) {
    Deadline deadline = deadlines.of(view);
    long limit = deadline.ageNanos();
    boolean limited = limit != Long.MAX_VALUE;
    long start = view.startNanos;
    List<Unseen> unseen =
        limited
            ? unread.unseen(view.peer, Stillness.from(start, limit), start)
            : Collections.emptyList();
    long still = limited ? stillness.before(start, limit, unseen) : 0;
    long slow = limited ? stillness.slowBefore(start, limit, unseen) : 0;
    long riskAge = risk.ageNanos(deadline, present.ofRoute(view.http.name()));
    boolean alone = view.peer != null && !view.peer.shared;
    return new Watched(
        deadline,
        view,
        riskAge,
        still,
        slow,
        alone ? unread.of(view.peer, Front.readNanos(view)) : null);
  }

  private void lookAtConnections(long now) {
    hangUps.limit(deadlines.usual().ageNanos());
    see(hangUps.lookIfDue(now, instant(now), eager()));
  }

  /** A process that stops closes its connections, and may go on for long. */
  private boolean eager() {
    return deadlines.curious() || unread.persists() || stop != null;
  }

  /** The latest at which a look tells much. */
  private long instant(long now) {
    long instant = 0;
    for (Timeline timeline : old) {
      Watched watched = (Watched) timeline.attachment();
      if (watched != null) {
        watched.reset(timeline.peerResetNanos());
        watched.closed(timeline.closedNanos());
        if (watched.begunAgeNanos < 0 && timeline.answering()) {
          watched.begunAgeNanos = timeline.silentNanos(now);
        }
        long own = HangUps.instant(watched.deadline, watched.startNanos, now);
        instant = own != 0 && (instant == 0 || own - instant > 0) ? own : instant;
      }
    }
    return instant;
  }

  private void see(Connections.Table table) {
    for (Timeline timeline : old) {
      Watched watched = (Watched) timeline.attachment();
      if (watched != null) {
        if (table != null) {
          look(watched, timeline, table);
        }
        teach(watched);
      }
    }
  }

  private void look(Watched watched, Timeline timeline, Connections.Table table) {
    boolean before = watched.cut;
    watched.seen(table, stop);
    if (watched.cut && !before) {
      outbox.cut(timeline.spanId());
    }
  }

  /** Only silence teaches how long the gateway bears it. */
  private void teach(Watched watched) {
    if (watched.taught
        || watched.leftUnread()
        || (watched.begunAgeNanos >= 0 && !deadlines.limitsTheWhole())) {
      return;
    }
    if (watched.hangUp != null) {
      watched.taught = true;
      deadlines.hungUp(watched.hangUp, watched.startNanos, watched.deadline, watched.who);
    } else {
      watched.taught = deadlines.stayed(watched.wholeAgeNanos, watched.deadline);
    }
  }

  private void speak(long now) {
    Map<Timeline, Watched> due = new LinkedHashMap<>();
    Map<Watched, Thread> inOwnCode = new LinkedHashMap<>();
    Set<Long> ids = new HashSet<>();
    for (Timeline timeline : old) {
      Watched watched = (Watched) timeline.attachment();
      if (watched == null || due.size() == AT_ONCE || !isDue(timeline, watched, now)) {
        continue;
      }
      Thread thread = timeline.thread();
      if (thread != null && !timeline.inSegment()) {
        if (old.size() > AT_ONCE && looks.threads.resting() && mayWait(watched, now)) {
          continue;
        }
        inOwnCode.put(watched, thread);
      }
      due.put(timeline, watched);
      ids.add(thread == null ? -1 : thread.getId());
    }
    Map<Long, ThreadInfo> seen = looks.threads.of(ids);
    // among thousands its turn to be sampled may not have come yet
    looks.threads.note(inOwnCode, seen, now);
    spoke = !due.isEmpty();
    due.forEach((timeline, watched) -> speak(timeline, watched, seen, now));
  }

  private boolean isDue(Timeline timeline, Watched watched, long now) {
    boolean content = timeline.answering() && !deadlines.limitsTheWhole();
    boolean atRisk =
        !content
            && !watched.warned
            && !watched.cut
            && now - watched.startNanos >= watched.warnAgeNanos;
    return atRisk || hungUp(watched);
  }

  /** Nothing is known of its thread, and there is time until something is. */
  private static boolean mayWait(Watched watched, long now) {
    long limit = watched.deadline.ageNanos();
    boolean unseen = watched.last() == null || now - watched.last().atNanos > FRESH;
    boolean inTime = limit != Long.MAX_VALUE && now - watched.startNanos < IN_TIME * limit;
    return unseen && (hungUp(watched) ? now - watched.hangUp.seenNanos < FRESH : inTime);
  }

  /** … and nobody has been told. */
  private static boolean hungUp(Watched watched) {
    return watched.hangUp != null && !watched.gaveUpSaid;
  }

  private void speak(Timeline timeline, Watched watched, Map<Long, ThreadInfo> seen, long now) {
    boolean hungUp = hungUp(watched);
    long generation = timeline.generation();
    RequestView view = view(timeline, now);
    if (view == null || timeline.attachment() != watched) {
      return;
    }
    GatewayView gateway = judge(view, watched, view.elapsedNanos(), false);
    watched.warned = true;
    watched.gaveUpSaid |= hungUp;
    timeline.mark(generation);
    if (hungUp && gateway.outcome != Outcome.GAVE_UP) {
      outbox.left(view); // and needs no diagnosis
      return;
    }
    boolean unread = hungUp && watched.waitedUnread(view);
    RequestView whole =
        unread ? Front.unread(view, watched.deadline, watched.goneNanos(view)) : view;
    Verdict verdict = investigation.of(whole, watched, gateway);
    watched.verdict = verdict;
    Thread thread = timeline.thread();
    outbox.warning(
        new Warning(
            hungUp ? Warning.What.GAVE_UP : Warning.What.AT_RISK,
            view,
            gateway,
            verdict,
            thread == null ? "" : looks.threads.stack(thread, watched, seen, now),
            thread == null ? "suspended" : thread.getState().name(),
            clock.epochNanos()));
  }

  private RequestView view(Timeline timeline, long now) {
    return timeline.view(now);
  }

  /** How long the gateway waited for an ended request: for its whole, or for its first byte. */
  long waitedNanos(EndedRequests.Ended ended) {
    return deadlines.limitsTheWhole() ? ended.view.elapsedNanos() : ended.silentNanos;
  }

  /**
   * @param ageNanos how long the gateway has waited by its own rule
   */
  GatewayView judge(RequestView view, Watched watched, long ageNanos, boolean ended) {
    HangUp hangUp = watched.hangUp;
    long earlier = watched.startNanos - view.startNanos; // where its time in front is a part of it
    return judgement.of(
        watched.deadline,
        view.startNanos,
        ageNanos,
        Math.max(0, watched.stillBeforeNanos - earlier),
        hangUp,
        watched.wholeAgeNanos < 0 ? -1 : watched.wholeAgeNanos + earlier,
        watched.begunAgeNanos < 0 ? -1 : watched.begunAgeNanos + earlier,
        view.peer != null && view.peer.shared,
        ended);
  }
}
