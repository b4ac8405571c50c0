package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import io.harbinger.timeline.PoolView;
import java.util.concurrent.TimeUnit;

/**
 * Who of this process probably holds the lock that statements hang behind, while he waits for
 * somebody else himself.
 *
 * <pre>
 *   a holder of a connection that is in a call, and
 *     where the database names the blocker:  took it when the blocker's transaction began, ± 0.5 s
 *     else:                                  only writers hang, and he took it before the oldest
 * </pre>
 */
final class LockOwner {
  private final Evidence evidence;
  private final Hanging hanging;

  LockOwner(Evidence evidence, Hanging hanging) {
    this.evidence = evidence;
    this.hanging = hanging;
  }

  /** Null without. */
  Holding of(DatabaseView.Blocked blocked) {
    for (PoolView pool : evidence.pools) {
      Holding found = behind(blocked, Votes.look(pool, evidence.request.endNanos));
      if (found != null) {
        return found;
      }
    }
    for (int i = evidence.waits.size() - 1; i >= 0; i--) {
      Wait look = evidence.waits.get(i);
      Holding found = look.what == Wait.What.POOL ? behind(blocked, look) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private Holding behind(DatabaseView.Blocked blocked, Wait look) {
    long slack = TimeUnit.MILLISECONDS.toNanos(500);
    for (Holding holding : look.holders) {
      boolean calls = holding.kind == Kind.CALL && holding.opNanos >= Hanging.floor(evidence);
      long taken = look.atNanos - holding.heldNanos;
      boolean fits;
      if (blocked == null) {
        long since = hanging.look.atNanos - hanging.oldestNanos;
        fits = hanging.writes() == hanging.stuck.size() && taken - since <= 0;
      } else {
        long began = blocked.askedNanos - TimeUnit.MILLISECONDS.toNanos(blocked.blockerMillis);
        fits = Math.abs(taken - began) <= slack;
      }
      if (calls && fits) {
        return holding;
      }
    }
    return null;
  }
}
