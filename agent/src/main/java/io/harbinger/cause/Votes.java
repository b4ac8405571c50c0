package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import io.harbinger.timeline.HolderView;
import io.harbinger.timeline.PoolView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Redirects a wait for a scarce thing to what its holders did meanwhile.
 *
 * <pre>
 *   each look since the queue began:  1 / looks
 *     each holder of it:       1 / holders   for what he is stuck in (slow query, call, lock, leak …)
 *     healthy holders:         for the thing itself; but if ≥ 1/3 of it is stuck, for the stuck ones
 *     a holder who himself waits for a second scarce thing: handed on, once, to its holders
 *     places that no connection could be made for: for the database
 *
 *   unread in front of the process: as if in the queue of its server's threads, where most of
 *     those were stuck meanwhile
 * </pre>
 *
 * <p>A wait in a queue is owed to what the holders did since this request joined it, where most of
 * them were stuck then, else since the queue began. An operation is judged by the oldest age it
 * reached in any look, so early looks count fully.
 */
final class Votes {
  private static final int LOOKS = 16;

  /** So many looks since it joined the queue tell what the holders do now. */
  private static final int ENOUGH = 3;

  /** A queue that nobody saw for so long was gone. */
  static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1_500);

  private final Evidence evidence;
  private final Usual usual;

  /** Null until somebody is asked about. */
  private Map<Operation, Long> oldest;

  private final Map<String, String> places = new HashMap<>();
  private final Map<Wait, Doing[]> judged = new IdentityHashMap<>();

  Votes(Evidence evidence, Usual usual) {
    this.evidence = evidence;
    this.usual = usual;
  }

  /** Weights add up to 1; empty where nobody looked. */
  List<Vote> of(Wait.What what, String resource, long from, long to) {
    if (resource.equals(Evidence.IN_FRONT)) {
      return inFront(from, to);
    }
    List<Wait> looks = looks(what, resource, from, to);
    List<Wait> own = new ArrayList<>(looks);
    own.removeIf(look -> look.atNanos - from < 0);
    List<Vote> since = own.size() < ENOUGH ? null : count(own, from);
    return since != null && healthy(since) < 0.5 ? since : count(looks, from);
  }

  /** Nobody read it because the threads that would have were all busy. */
  private List<Vote> inFront(long from, long to) {
    List<Wait> looks = new ArrayList<>();
    for (Wait look : evidence.waits) {
      if (look.server && look.atNanos - from >= 0 && look.atNanos - to <= 0) {
        looks.add(look);
      }
    }
    List<Vote> votes = count(spread(looks), from);
    // threads that wait for a pool are stuck, however healthy its holders are
    return weight(votes, Doing.WORKERS) < 0.5 ? votes : new ArrayList<>();
  }

  private List<Vote> count(List<Wait> looks, long from) {
    Map<String, Vote> votes = new LinkedHashMap<>();
    for (Wait look : looks) {
      count(look, from, 1.0 / looks.size(), votes, true);
    }
    return new ArrayList<>(votes.values());
  }

  private static double healthy(List<Vote> votes) {
    return weight(votes, Doing.POOL, Doing.WORKERS);
  }

  private static double weight(List<Vote> votes, Doing... of) {
    List<Doing> wanted = Arrays.asList(of);
    double sum = 0;
    for (Vote vote : votes) {
      sum += wanted.contains(vote.doing) ? vote.weight : 0;
    }
    return sum;
  }

  private void count(
      Wait look, long since, double weight, Map<String, Vote> votes, boolean handOn) {
    Doing[] doings = doings(look, since);
    int stuck = 0;
    for (Doing doing : doings) {
      stuck += doing == null ? 0 : 1;
    }
    int places = Math.max(1, Math.max(doings.length, look.active - look.unseen));
    double unmade = unmade(look);
    cast(votes, Doing.CONNECT, look.resource, look, null, weight * unmade);
    double left = weight * (1 - unmade);
    double each = left / places;
    if (stuck * 3 >= places) {
      each = left / stuck;
    } else {
      Doing itself = look.what == Wait.What.POOL ? Doing.POOL : Doing.WORKERS;
      cast(votes, itself, look.resource, look, null, left - each * stuck);
    }
    Map<Wait, Double> handedOn = new LinkedHashMap<>();
    for (int i = 0; i < doings.length; i++) {
      Holding holding = look.holders.get(i);
      Wait second = doings[i] != null && handOn ? second(look, holding) : null;
      if (second != null) {
        handedOn.merge(second, each, Double::sum);
      } else if (doings[i] != null) {
        cast(votes, doings[i], detail(look, holding, doings[i]), look, holding, each);
      }
    }
    for (Map.Entry<Wait, Double> on : handedOn.entrySet()) {
      count(on.getKey(), on.getKey().atNanos, on.getValue(), votes, false);
    }
  }

  /** What the request itself has taken since its own wait began, it did not wait for. */
  private Doing[] doings(Wait look, long since) {
    Doing[] doings = judged.computeIfAbsent(look, this::judge);
    for (int i = 0; i < doings.length; i++) {
      Holding holding = look.holders.get(i);
      boolean itself =
          holding.trace != null && holding.trace.spanId == evidence.request.trace.spanId;
      boolean later = look.atNanos - holding.heldNanos - since >= 0;
      if (itself && later && doings[i] != null) {
        doings = doings.clone();
        doings[i] = null;
      }
    }
    return doings;
  }

  private Doing[] judge(Wait look) {
    Doing[] doings = new Doing[look.holders.size()];
    for (int i = 0; i < doings.length; i++) {
      doings[i] = doing(look, look.holders.get(i));
    }
    return doings;
  }

  private static void cast(
      Map<String, Vote> votes, Doing doing, String detail, Wait look, Holding who, double weight) {
    if (weight > 0) {
      votes
          .computeIfAbsent(doing + " " + detail, key -> new Vote(doing, detail))
          .cast(look, who, weight);
    }
  }

  /** What a holder is stuck in; null = he is healthy. */
  private Doing doing(Wait look, Holding holding) {
    if (holding.leaked) {
      return Doing.LEAK;
    }
    long op = usual.net(look.atNanos, age(look, holding));
    long held = usual.net(look.atNanos, holding.heldNanos);
    if (holding.kind == null) {
      long busy = look.what == Wait.What.POOL ? Math.max(op, held) : op;
      if (!usual.isLong(busy)) {
        return null;
      }
      Doing own = OwnCode.doing(holding.state, holding.lock, holding.stack);
      boolean idle = own == Doing.WAITING || own == Doing.OWN;
      return holding.background && idle && look.what == Wait.What.POOL ? Doing.LEAK : own;
    }
    Doing doing = Doing.of(holding.kind, holding.detail);
    if (doing == Doing.POOL && look.what == Wait.What.POOL) {
      boolean same = look.resource.equals(holding.detail);
      return same ? Doing.SELF_DEADLOCK : Doing.POOL;
    }
    if (doing == Doing.POOL || doing == Doing.WORKERS) {
      return usual.isLong(op) ? doing : null;
    }
    return usual.slow(holding.kind, holding.detail, op) ? doing : null;
  }

  private String detail(Wait look, Holding holding, Doing doing) {
    switch (doing) {
      case LEAK:
      case SELF_DEADLOCK:
        return look.resource;
      case LOCK:
        return holding.kind == Kind.LOCK ? holding.detail : OwnCode.lockName(holding.lock);
      default:
        return holding.kind == null ? where(holding.stack) : holding.detail;
    }
  }

  /** Most looks show the same few stacks. */
  private String where(String stack) {
    return stack == null ? null : places.computeIfAbsent(stack, OwnCode::where);
  }

  /** The look at what a holder himself waits for, nearest in time. */
  private Wait second(Wait look, Holding holding) {
    Doing doing = holding.kind == null ? null : Doing.of(holding.kind, holding.detail);
    if (doing != Doing.POOL && doing != Doing.WORKERS) {
      return null;
    }
    Wait.What what = doing == Doing.POOL ? Wait.What.POOL : Wait.What.WORKERS;
    if (what == look.what && look.resource.equals(holding.detail)) {
      return null;
    }
    List<Wait> near = looks(what, holding.detail, look.atNanos, look.atNanos);
    return near.isEmpty() ? null : near.get(near.size() - 1);
  }

  /** Share of the pool's places for which a connection could not be made. */
  private double unmade(Wait look) {
    boolean trouble = false;
    for (DatabaseView.Connect connect : evidence.database.connects) {
      // because a pool that grows has attempts under way, too
      trouble |= connect.error != null || connect.nanos >= Hanging.floor(evidence);
    }
    return trouble && look.what == Wait.What.POOL && look.active >= 0 && look.active < look.max
        ? (look.max - look.active) / (double) look.max
        : 0;
  }

  /**
   * The looks since the queue began in which it waited; without, the nearest one; without, the pool
   * as it is now.
   */
  private List<Wait> looks(Wait.What what, String resource, long from, long to) {
    List<Wait> inside = new ArrayList<>();
    Wait nearest = null;
    Wait before = null;
    for (Wait look : evidence.waits) {
      if (look.what != what || !look.resource.equals(resource)) {
        continue;
      }
      if (before != null && look.atNanos - before.atNanos > PAUSE && look.atNanos <= from) {
        inside.clear(); // that queue was gone before this one began
      }
      before = look;
      if (look.atNanos <= to) {
        inside.add(look);
      }
      if (nearest == null || distance(look, from, to) < distance(nearest, from, to)) {
        nearest = look;
      }
    }
    if (inside.isEmpty()) {
      Wait other = nearest != null || what == Wait.What.WORKERS ? nearest : now(resource);
      if (other != null) {
        inside.add(other);
      }
    }
    return spread(inside);
  }

  /** At most {@link #LOOKS} of them, evenly over the time, the last one included. */
  private static List<Wait> spread(List<Wait> looks) {
    if (looks.size() <= LOOKS) {
      return looks;
    }
    List<Wait> some = new ArrayList<>(LOOKS);
    for (int i = 1; i <= LOOKS; i++) {
      some.add(looks.get(i * looks.size() / LOOKS - 1));
    }
    return some;
  }

  private static long distance(Wait look, long from, long to) {
    return Math.max(0, Math.max(from - look.atNanos, look.atNanos - to));
  }

  private Wait now(String resource) {
    for (PoolView pool : evidence.pools) {
      if (pool.name.equals(resource)) {
        return look(pool, evidence.request.endNanos);
      }
    }
    return null;
  }

  static Wait look(PoolView pool, long now) {
    List<Holding> holders = new ArrayList<>();
    for (HolderView holder : pool.holders) {
      boolean own = holder.current == null;
      holders.add(
          new Holding(
              holder.who,
              holder.trace,
              holder.leaked,
              holder.background,
              own ? null : holder.current.kind,
              own ? null : holder.current.detail,
              own ? now - holder.takenNanos : holder.current.nanos(now),
              now - holder.takenNanos,
              null,
              null,
              holder.borrowedAt));
    }
    return new Wait(
        Wait.What.POOL, pool.name, now, pool.max, pool.active, pool.pending, holders, 0, false);
  }

  /** The age that this very operation reached in the end, seen from all looks. */
  private long age(Wait look, Holding holding) {
    if (oldest == null) {
      oldest = oldest();
    }
    long age = holding.opNanos;
    for (int shift = -1; shift <= 1; shift++) {
      age = Math.max(age, oldest.getOrDefault(new Operation(look, holding, shift), 0L));
    }
    return age;
  }

  private Map<Operation, Long> oldest() {
    Map<Operation, Long> ages = new HashMap<>();
    for (Wait look : evidence.waits) {
      for (Holding holding : look.holders) {
        ages.merge(new Operation(look, holding, 0), holding.opNanos, Math::max);
      }
    }
    return ages;
  }

  /** An operation's identity: who, what, and its start in steps of 50 ms. */
  private static final class Operation {
    private final long start;
    private final long span;
    private final Kind kind;
    private final String who;
    private final String detail;

    Operation(Wait look, Holding holding, int shift) {
      start = (look.atNanos - holding.opNanos) / 50_000_000L + shift;
      span = holding.trace == null ? 0 : holding.trace.spanId;
      kind = holding.kind;
      who = holding.who;
      detail = holding.detail;
    }

    @Override
    public boolean equals(Object object) {
      if (!(object instanceof Operation)) {
        return false;
      }
      Operation other = (Operation) object;
      return start == other.start
          && span == other.span
          && kind == other.kind
          && Objects.equals(who, other.who)
          && Objects.equals(detail, other.detail);
    }

    @Override
    public int hashCode() {
      return (int) (31 * start + (span ^ span >>> 32)) + 31 * Objects.hashCode(detail);
    }
  }
}
