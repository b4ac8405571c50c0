package io.harbinger.watch;

import io.harbinger.cause.Sample;
import io.harbinger.cause.Verdict;
import io.harbinger.gateway.Connections;
import io.harbinger.gateway.Deadline;
import io.harbinger.gateway.HangUp;
import io.harbinger.gateway.Judgement;
import io.harbinger.gateway.UnreadLog;
import io.harbinger.signal.JvmStop;
import io.harbinger.timeline.Peer;
import io.harbinger.timeline.RequestView;
import java.util.ArrayList;
import java.util.List;

/**
 * What the watcher has learned about one request that grew old.
 *
 * <p>Attached to the request's timeline by the watcher's thread, which alone writes it; the thread
 * that ends the request only passes the reference on.
 */
final class Watched {
  static final int SAMPLES = 256;

  /** Share of the deadline from which on the gateway is about to give up. */
  private static final double AT_DEADLINE = 0.95;

  final Deadline deadline;
  final Peer peer;

  /** What it asks for. */
  final String who;

  final long startNanos;
  final long warnAgeNanos;

  /**
   * Time for which it waited before it was seen: the whole JVM stood still, or look after look
   * found it unread, or its peer was seen to leave unread. 0 where the deadline knows what it spent
   * in front.
   */
  final long stillBeforeNanos;

  /** … and may have waited, which is enough to look at its connection once more. */
  final long unseenBeforeNanos;

  final List<Sample> samples = new ArrayList<>();

  /** Ages at which looks saw the connection; -1 = none yet. */
  long wholeAgeNanos = -1;

  /** Age at which the response was seen to have begun; -1 = not yet. */
  long begunAgeNanos = -1;

  /** The deadlines know what this request teaches. */
  boolean taught;

  private boolean everInTable;
  private boolean closed;
  HangUp hangUp;

  /** The process, which stops, has closed the connection under it. */
  boolean cut;

  boolean warned;
  boolean gaveUpSaid;

  /** The diagnosis at the moment the gateway gave up, else at the warning; null before. */
  Verdict verdict;

  /** Processor time of the request's thread at the last sample; -1 before. */
  long cpuNanos = -1;

  long sampledNanos;
  long nextSampleNanos;

  /** Processor time when it was last asked for, which is more often; -1 before. */
  private long askedCpuNanos = -1;

  private long askedNanos;

  /**
   * @param stillNanos time for which the whole JVM stood still just before the request was seen
   * @param slowNanos time for which it hardly got on then
   * @param waited what is known of its connection before that; null: nothing
   */
  Watched(
      Deadline deadline,
      RequestView view,
      long warnAgeNanos,
      long stillNanos,
      long slowNanos,
      UnreadLog.Waited waited) {
    this.deadline = deadline;
    this.peer = view.peer;
    this.who = view.http.name();
    this.startNanos = view.startNanos;
    this.warnAgeNanos = warnAgeNanos;
    long since = waited == null ? 0 : view.startNanos - waited.afterNanos;
    this.hangUp = waited == null ? null : waited.hangUp();
    this.unseenBeforeNanos = Math.max(Math.max(stillNanos, slowNanos), since);
    // because looks are rare where ours are slow, it may have left unread long before one saw it
    long most = hangUp == null ? 0 : view.startNanos - waited.emptyNanos;
    long unread = waited == null ? 0 : waited.unreadNanos(view.startNanos);
    long still = Math.max(stillNanos, unread);
    still = hangUp == null ? still : Math.max(unseenBeforeNanos, most);
    this.stillBeforeNanos = deadline.frontKnown ? 0 : still;
    this.sampledNanos = startNanos;
  }

  /**
   * One look at the connections. Only a connection that was once in the table can vanish from it.
   *
   * @param stop null: the process goes on
   */
  void seen(Connections.Table table, JvmStop stop) {
    if (peer == null || hangUp != null || closed || cut) {
      return;
    }
    Connections.State state = table.of(peer);
    if (stop != null && cutBy(stop, state, table.atNanos())) {
      cut = true;
    } else if (state == Connections.State.WHOLE) {
      everInTable = true;
      wholeAgeNanos = table.atNanos() - startNanos;
    } else if (state == Connections.State.PEER_CLOSED
        || (state == Connections.State.GONE && everInTable)) {
      HangUp.Source source =
          state == Connections.State.GONE ? HangUp.Source.RESET : HangUp.Source.FIN;
      hangUp = new HangUp(source, startNanos + Math.max(0, wholeAgeNanos), table.atNanos());
    }
  }

  /**
   * A server that stops closes its connections; who is gone without an end in good order may have
   * been given up as well, once it is old enough.
   */
  private boolean cutBy(JvmStop stop, Connections.State state, long now) {
    double near = Judgement.NEAR * deadline.ageNanos();
    boolean inTime = stop.begunNanos - startNanos < near && now - stop.begunNanos >= 0;
    boolean gone =
        state == Connections.State.GONE && everInTable && !peer.shared && now - startNanos < near;
    return inTime && (state == Connections.State.CLOSED_BY_US || gone);
  }

  /** The peer took back this one request of its connection; 0: it did not. */
  void reset(long nanos) {
    if (nanos != 0 && hangUp == null) {
      hangUp = new HangUp(HangUp.Source.CHANNEL, nanos, nanos);
    }
  }

  /**
   * This process closed the connection, which serves others, too; 0: it did not. At the deadline
   * the gateway gives up by itself, and several of its resets are the usual reason.
   */
  void closed(long nanos) {
    closed |= nanos != 0;
    if (nanos != 0 && nanos - startNanos >= AT_DEADLINE * deadline.ageNanos()) {
      reset(nanos);
    }
  }

  /** Writing the answer failed, because the peer had gone. */
  void broken(long nanos) {
    if (hangUp == null) {
      hangUp = new HangUp(HangUp.Source.WRITE, startNanos + Math.max(0, wholeAgeNanos), nanos);
    }
  }

  /** The peer hung up before anybody here had read the request. */
  boolean leftUnread() {
    return hangUp != null && hangUp.seenNanos - startNanos <= 0;
  }

  /** When its peer was seen to be gone, if that was before somebody read it; else its end. */
  long goneNanos(RequestView view) {
    return leftUnread() ? hangUp.seenNanos : view.endNanos;
  }

  /**
   * The gateway gave it up, though it was seen here for far less than the deadline: most of its
   * time it waited in front, and no header tells how long.
   */
  boolean waitedUnread(RequestView view) {
    long limit = deadline.ageNanos();
    boolean known = limit == Long.MAX_VALUE || deadline.frontKnown;
    return hangUp != null && !known && view.elapsedNanos() < Judgement.NEAR * limit;
  }

  /**
   * Share of the time since this was last asked in which its thread ran; 0 at first.
   *
   * @param cpuNanos processor time of the thread; -1 unknown
   */
  double ran(long cpuNanos, long now) {
    boolean known = cpuNanos >= 0 && askedCpuNanos >= 0 && now - askedNanos > 0;
    double share = known ? (cpuNanos - askedCpuNanos) / (double) (now - askedNanos) : 0;
    askedCpuNanos = cpuNanos;
    askedNanos = now;
    return share;
  }

  /** The last sample saw the request's thread wait for a lock. */
  boolean waitsForLock() {
    return last() != null && last().lock != null;
  }

  /** The last look at its thread, or null. */
  Sample last() {
    return samples.isEmpty() ? null : samples.get(samples.size() - 1);
  }

  /**
   * A look after its end: a connection that is whole has taken the answer.
   *
   * @param table null: the system does not tell
   */
  void endedLate(Connections.Table table) {
    if (table != null && table.of(peer) == Connections.State.WHOLE) {
      wholeAgeNanos = table.atNanos() - startNanos;
    }
  }

  /**
   * A look just after its end: a connection that we did not close ourselves is the peer's doing.
   */
  Connections.State ended(Connections.Table table) {
    Connections.State state = peer == null ? Connections.State.WHOLE : table.of(peer);
    if (state == Connections.State.PEER_CLOSED || state == Connections.State.GONE) {
      HangUp.Source source =
          state == Connections.State.GONE ? HangUp.Source.RESET : HangUp.Source.FIN;
      hangUp = new HangUp(source, startNanos, table.atNanos());
    }
    return state;
  }

  /** Keeps the newest; the oldest of a very long request are dropped. */
  void add(Sample sample) {
    if (samples.size() == SAMPLES) {
      samples.subList(0, SAMPLES / 2).clear();
    }
    samples.add(sample);
  }
}
