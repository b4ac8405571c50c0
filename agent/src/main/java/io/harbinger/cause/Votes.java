package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import io.harbinger.timeline.HolderView;
import io.harbinger.timeline.PoolView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Redirects a wait for a scarce thing to what its holders did meanwhile.
 *
 * <pre>
 *   each look in the stretch:  1 / looks
 *     each holder of it:       1 / holders   for what he is stuck in (slow query, call, lock, leak …)
 *     healthy holders:         for the thing itself; but if ≥ 1/3 of it is stuck, for the stuck ones
 *     a holder who himself waits for a second scarce thing: handed on, once, to its holders
 *     places that no connection could be made for: for the database
 * </pre>
 *
 * <p>An operation is judged by the oldest age it reached in any look, so early looks count fully.
 */
final class Votes {
  private static final int LOOKS = 16;

  private final Evidence evidence;
  private final Usual usual;
  private final Map<String, Long> oldest = new HashMap<>();

  Votes(Evidence evidence, Usual usual) {
    this.evidence = evidence;
    this.usual = usual;
    for (Wait look : evidence.waits) {
      for (Holding holding : look.holders) {
        oldest.merge(key(look, holding, 0), holding.opNanos, Math::max);
      }
    }
  }

  /** Weights add up to 1; empty where nobody looked. */
  List<Vote> of(Wait.What what, String resource, long from, long to) {
    List<Wait> looks = looks(what, resource, from, to);
    Map<String, Vote> votes = new LinkedHashMap<>();
    for (Wait look : looks) {
      count(look, 1.0 / looks.size(), votes, true);
    }
    return new ArrayList<>(votes.values());
  }

  private void count(Wait look, double weight, Map<String, Vote> votes, boolean handOn) {
    List<Holding> healthy = new ArrayList<>();
    List<Holding> stuck = new ArrayList<>();
    for (Holding holding : look.holders) {
      (doing(look, holding) == null ? healthy : stuck).add(holding);
    }
    int places = Math.max(1, Math.max(look.holders.size(), look.active));
    double unmade = unmade(look);
    if (unmade > 0) {
      cast(votes, Doing.CONNECT, look.resource, look, null, weight * unmade);
    }
    double left = weight * (1 - unmade);
    double each = left / places;
    if (stuck.size() * 3 >= places) {
      each = left / stuck.size();
    } else {
      Doing itself = look.what == Wait.What.POOL ? Doing.POOL : Doing.WORKERS;
      cast(votes, itself, look.resource, look, null, left - each * stuck.size());
    }
    for (Holding holding : stuck) {
      Wait second = handOn ? second(look, holding) : null;
      if (second != null) {
        count(second, each, votes, false);
      } else {
        Doing doing = doing(look, holding);
        cast(votes, doing, detail(look, holding, doing), look, holding, each);
      }
    }
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

  private static String detail(Wait look, Holding holding, Doing doing) {
    switch (doing) {
      case LEAK:
      case SELF_DEADLOCK:
        return look.resource;
      case LOCK:
        return holding.kind == Kind.LOCK ? holding.detail : OwnCode.lockName(holding.lock);
      default:
        return holding.kind == null ? OwnCode.where(holding.stack) : holding.detail;
    }
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
    return near.isEmpty() ? null : near.get(0);
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

  /** The looks inside the stretch; without, the nearest one; without, the pool as it is now. */
  private List<Wait> looks(Wait.What what, String resource, long from, long to) {
    List<Wait> inside = new ArrayList<>();
    Wait nearest = null;
    for (Wait look : evidence.waits) {
      if (look.what != what || !look.resource.equals(resource)) {
        continue;
      }
      if (look.atNanos >= from && look.atNanos <= to) {
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
    return inside.subList(Math.max(0, inside.size() - LOOKS), inside.size());
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
    return new Wait(Wait.What.POOL, pool.name, now, pool.max, pool.active, pool.pending, holders);
  }

  /** The age that this very operation reached in the end, seen from all looks. */
  private long age(Wait look, Holding holding) {
    long age = holding.opNanos;
    for (int shift = -1; shift <= 1; shift++) {
      age = Math.max(age, oldest.getOrDefault(key(look, holding, shift), 0L));
    }
    return age;
  }

  /** The operation's identity: who, what, and its start to the nearest 50 ms. */
  private static String key(Wait look, Holding holding, int shift) {
    long start = (look.atNanos - holding.opNanos) / 50_000_000L + shift;
    long span = holding.trace == null ? 0 : holding.trace.spanId;
    return start + " " + span + " " + holding.kind + " " + holding.who + " " + holding.detail;
  }
}
