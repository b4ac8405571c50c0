package io.harbinger.watch;

import io.harbinger.cause.DatabaseView;
import io.harbinger.timeline.Sql;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Leads each waiting session back to the one that started it all.
 *
 * <pre>
 *   10 waits for 20, 20 waits for 30, 30 waits for nobody   ->   10: 30, 20: 30
 *   of several heads the one with the oldest transaction
 * </pre>
 *
 * <p>In a circle, which the database is about to break, the direct blocker is named.
 */
final class LockChains {
  private final Map<String, List<LockWait>> byWaiter = new LinkedHashMap<>();

  private LockChains(List<LockWait> waits) {
    for (LockWait wait : waits) {
      byWaiter.computeIfAbsent(wait.waiter, id -> new ArrayList<>()).add(wait);
    }
  }

  /** One for each waiting session, the longest wait first; the texts are scrubbed. */
  static List<DatabaseView.Blocked> heads(List<LockWait> waits, long askedNanos) {
    LockChains chains = new LockChains(waits);
    List<DatabaseView.Blocked> heads = new ArrayList<>();
    for (List<LockWait> of : chains.byWaiter.values()) {
      LockWait wait = of.get(0);
      LockWait head = chains.head(wait.waiter, new HashSet<>());
      head = head == null ? wait : head;
      heads.add(
          new DatabaseView.Blocked(
              askedNanos,
              Sql.scrub(wait.waiterSql),
              wait.waiterMillis,
              head.session,
              Sql.scrub(head.blockerSql),
              head.blockerState,
              head.blockerMillis));
    }
    heads.sort((a, b) -> Long.compare(b.waitingMillis, a.waitingMillis));
    return heads;
  }

  private LockWait head(String waiter, Set<String> seen) {
    if (!seen.add(waiter)) {
      return null;
    }
    LockWait oldest = null;
    for (LockWait wait : byWaiter.get(waiter)) {
      LockWait head =
          byWaiter.containsKey(String.valueOf(wait.blocker)) ? head(wait.blocker, seen) : wait;
      if (head != null && (oldest == null || head.blockerMillis > oldest.blockerMillis)) {
        oldest = head;
      }
    }
    return oldest;
  }
}
