package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import io.harbinger.gateway.Outcome;
import io.harbinger.signal.AcceptQueue;
import io.harbinger.signal.HostView;
import io.harbinger.timeline.RequestView;
import java.util.ArrayList;
import java.util.List;

/**
 * What was to be seen of it, apart from why: waits of ≥ 10 % of the elapsed time count, and ≥ 20
 * calls of one statement.
 */
final class Symptoms {
  static List<String> of(Evidence evidence) {
    List<String> seen = new ArrayList<>();
    Blame blame = evidence.blame();
    add(seen, "pool_exhausted", waited(blame, Doing.POOL));
    add(seen, "workers_exhausted", waited(blame, Doing.WORKERS));
    HostView host = evidence.host;
    boolean full = host.acceptQueues.stream().anyMatch(AcceptQueue::full);
    add(seen, "backlog_full", full || host.backlogDropsPerSecond > 0);
    add(seen, "connection_held_across_call", heldAcrossCall(evidence));
    Portion self = blame.most(Doing.SELF_DEADLOCK);
    add(seen, "pool_self_deadlock", self != null);
    RequestView request = evidence.request;
    boolean repeated = request.repeatedCalls >= 20 && request.repeatedCalls * 2 >= request.dbCalls;
    add(seen, "n_plus_one", repeated);
    add(seen, "own_processor_short", blame.strain.pressure != null);
    add(seen, "response_truncated", evidence.gateway.outcome == Outcome.RESET);
    return seen;
  }

  private static void add(List<String> seen, String symptom, boolean present) {
    if (present) {
      seen.add(symptom);
    }
  }

  private static boolean waited(Blame blame, Doing doing) {
    long sum = 0;
    for (Slice slice : blame.slices) {
      sum += slice.doing == doing ? slice.nanos() : 0;
    }
    return sum * 10 >= blame.elapsed;
  }

  /** Somebody who holds a pooled connection is in a call: a waited-for holder, or the request. */
  private static boolean heldAcrossCall(Evidence evidence) {
    for (Portion portion : evidence.blame().portions) {
      boolean call = portion.doing == Doing.CALL || portion.doing == Doing.DNS;
      if (call && portion.pool != null) {
        return true;
      }
    }
    for (Wait look : evidence.waits) {
      for (Holding holding : look.holders) {
        boolean own =
            holding.trace != null && holding.trace.spanId == evidence.request.trace.spanId;
        if (look.what == Wait.What.POOL && own && holding.kind == Kind.CALL) {
          return true;
        }
      }
    }
    return false;
  }

  private Symptoms() {}
}
