package io.harbinger.gateway;

import io.harbinger.timeline.Peer;
import java.util.HashMap;
import java.util.Iterator;
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
 * <p>A connection that is read in between and filled again counts as unread all the time, so only a
 * hang-up seen meanwhile proves anything. Where the system tells nothing, nobody waits. The
 * watcher's thread alone uses it.
 */
public final class UnreadLog {
  /** Looks are at most so far apart while somebody waits. */
  private static final long GAP = 2_500_000_000L;

  private static final long KEPT = 10_000_000_000L;
  private static final int MOST = 20_000;

  /** What is known of one connection. */
  public static final class Waited {
    /** It was still empty, at the look before, or half a second before the first look. */
    public final long afterNanos;

    final long firstNanos;
    private long lastNanos;
    private HangUp hangUp;

    private Waited(long afterNanos, long firstNanos) {
      this.afterNanos = afterNanos;
      this.firstNanos = firstNanos;
    }

    /** The peer had closed its side while nobody read; null: not seen. */
    public HangUp hangUp() {
      return hangUp;
    }
  }

  private final Map<Long, Waited> waiting = new HashMap<>();
  private long lookNanos;
  private boolean looked;
  private boolean persisting;
  private boolean left;

  public void look(Connections.Table table) {
    long now = table.atNanos();
    long shortly = now - HangUps.SHORTEST_GAP;
    long after = looked && lookNanos - shortly > 0 ? lookNanos : shortly;
    long before = lookNanos;
    persisting = false;
    left = false;
    table.forEachUnread(
        (key, closed) -> {
          Waited known = waiting.get(key);
          if (known == null || known.lastNanos - before < 0) {
            if (waiting.size() >= MOST) {
              return;
            }
            known = new Waited(after, now);
            waiting.put(key, known);
          } else {
            persisting = true;
          }
          known.lastNanos = now;
          if (closed && known.hangUp == null) {
            known.hangUp = new HangUp(HangUp.Source.FIN, known.firstNanos, now);
          }
          left |= closed;
        });
    lookNanos = now;
    looked = true;
    for (Iterator<Waited> all = waiting.values().iterator(); all.hasNext(); ) {
      if (now - all.next().lastNanos > KEPT) {
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
    long since = readNanos - known.lastNanos;
    return since >= 0 && since <= GAP ? known : null;
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
