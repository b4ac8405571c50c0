package io.harbinger.gateway;

import io.harbinger.signal.AcceptQueue;
import io.harbinger.timeline.Peer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Which connections had something to read that nobody read, look by look: time that a request waits
 * before anybody in this process knows of it.
 *
 * <pre>
 *   look     1          2           3                4
 *            read       unread      unread, closed   its request begins
 *                 ▲ came      gave up ▲              │
 *                       └──── waited at least ───────┘
 * </pre>
 *
 * <p>One that was unread at a look and has vanished at the next was reset by its peer, if somebody
 * reads a request from it after that: what had arrived before can still be read.
 *
 * <p>Only what came to this process's own ports counts, as far as they are known.
 *
 * <p>A connection that is read in between and filled again counts as unread all the time, so only a
 * hang-up seen meanwhile proves anything, or many looks in a row. Where the system tells nothing,
 * nobody waits. The watcher's thread alone uses it.
 */
public final class UnreadLog {
  /** Looks are at most so far apart while somebody waits. */
  private static final long GAP = 2_500_000_000L;

  private static final long KEPT = 10_000_000_000L;

  /** A reset leaves no row that says for how long nobody reads. */
  private static final long RESET_KEPT = 60_000_000_000L;

  private static final int MOST = 20_000;

  /** Looks in a row that find a connection unread before that is one wait. */
  private static final int ENOUGH = 4;

  /** What is known of one connection. */
  public static final class Waited {
    /** It was still empty, at the look before, or half a second before the first look. */
    public final long afterNanos;

    /** … at the look before, however long ago: the earliest that it can have come. */
    public final long emptyNanos;

    final long firstNanos;
    private long lastNanos;
    private int looks;

    /** When the request that waited was read; 0: nobody has asked for it. */
    private long readNanos;

    private HangUp hangUp;

    private Waited(long emptyNanos, long afterNanos, long firstNanos) {
      this.emptyNanos = emptyNanos;
      this.afterNanos = afterNanos;
      this.firstNanos = firstNanos;
    }

    /**
     * It was unread for so long before {@code readNanos}, as look after look says; 0: too few looks
     * for that, between which it may have been read and filled again.
     */
    public long unreadNanos(long readNanos) {
      return looks < ENOUGH ? 0 : Math.max(0, readNanos - firstNanos);
    }

    /** The peer had gone while nobody read; null: not seen. */
    public HangUp hangUp() {
      return hangUp;
    }

    private void vanished(long now) {
      HangUp fin = hangUp;
      long after = fin == null ? lastNanos : fin.afterNanos;
      hangUp = new HangUp(HangUp.Source.RESET, after, fin == null ? now : fin.seenNanos);
    }

    private boolean reset() {
      return hangUp != null && hangUp.source == HangUp.Source.RESET;
    }

    private boolean coveredBy(long lookNanos) {
      return lookNanos - firstNanos >= 0 && (reset() || lookNanos - lastNanos <= 0);
    }

    private Waited beforeReset() {
      Waited same = new Waited(emptyNanos, afterNanos, firstNanos);
      same.lastNanos = lastNanos;
      same.looks = looks;
      return same;
    }
  }

  private final Map<Long, Waited> waiting = new HashMap<>();
  private final BitSet ports = new BitSet();
  private final LookLog looks = new LookLog();
  private long lookNanos;
  private boolean looked;
  private boolean persisting;
  private boolean left;
  private boolean overflown;

  /**
   * @param own on which this process listens; none: not known
   */
  public void ports(List<AcceptQueue> own) {
    ports.clear();
    own.forEach(queue -> ports.set(queue.port));
  }

  public void look(Connections.Table table) {
    long now = table.atNanos();
    long shortly = now - HangUps.SHORTEST_GAP;
    long after = looked && lookNanos - shortly > 0 ? lookNanos : shortly;
    long empty = looked && now - lookNanos <= GAP ? lookNanos : after;
    long before = lookNanos;
    persisting = false;
    left = false;
    overflown = false;
    table.forEachUnread(
        (key, closed) -> {
          if (!ports.isEmpty() && !ports.get(ProcNetTcp.localPort(key))) {
            return;
          }
          Waited known = waiting.get(key);
          boolean another = known != null && known.readNanos != 0;
          if (known == null || known.lastNanos - before < 0 || another) {
            if (waiting.size() >= MOST) {
              overflown = true;
              return;
            }
            known = new Waited(empty, after, now);
            waiting.put(key, known);
          } else {
            persisting = true;
          }
          known.lastNanos = now;
          known.looks++;
          if (closed && known.hangUp == null) {
            known.hangUp = new HangUp(HangUp.Source.FIN, known.firstNanos, now);
          }
          left |= closed;
        });
    if (!overflown) {
      looks.add(now, table.doneNanos());
    }
    lookNanos = now;
    looked = true;
    for (Iterator<Map.Entry<Long, Waited>> all = waiting.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Long, Waited> one = all.next();
      Waited known = one.getValue();
      boolean was = known.lastNanos != now && known.lastNanos - before >= 0;
      if (was && table.vanished(one.getKey())) {
        known.vanished(now);
        left = true;
      }
      boolean again = known.reset() && !table.vanished(one.getKey());
      if (again || now - known.lastNanos > (known.reset() ? RESET_KEPT : KEPT)) {
        all.remove();
      }
    }
  }

  /**
   * Null: as far as is known the request was read at once.
   *
   * @param readNanos when a thread of ours began to read it
   */
  public Waited of(Peer peer, long readNanos) {
    Waited known = peer == null || waiting.isEmpty() ? null : waiting.get(ProcNetTcp.key(peer));
    if (known == null) {
      return null;
    }
    if (known.reset()) {
      if (readNanos - known.hangUp.seenNanos >= 0) {
        return known;
      }
      known = known.beforeReset();
    }
    long since = readNanos - known.lastNanos;
    boolean near = since >= 0 && since <= GAP;
    if (near && known.readNanos == 0) {
      known.readNanos = readNanos;
    }
    // the next request of the same connection did not wait for what the one before waited for
    return near && readNanos - known.readNanos <= 0 ? known : null;
  }

  /**
   * The stretches in which a request may have waited unread before it was seen, each as a whole: a
   * look in between would have told. One that a look has seen unread waited through that look.
   *
   * @param peer null: unknown, so that no look tells of it
   */
  public List<Unseen> unseen(Peer peer, long from, long to) {
    Waited known = peer == null || waiting.isEmpty() ? null : waiting.get(ProcNetTcp.key(peer));
    return looks.unseen(
        from, to, look -> peer != null && (known == null || !known.coveredBy(look)));
  }

  /** At the last look somebody had waited since the one before. */
  public boolean persists() {
    return persisting;
  }

  /** At the last look somebody had hung up before he was read. */
  public boolean leftUnread() {
    return left;
  }
}
