package io.harbinger.export;

import io.harbinger.gateway.Outcome;
import io.harbinger.watch.Condition;
import io.harbinger.watch.KeptRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How many requests were tagged with what, and which conditions hold: the part of the metrics that
 * comes from what the watcher hands over.
 *
 * <p>Counts what was kept whether or not its export succeeds. All fields are guarded by this
 * object.
 */
final class Verdicts {
  private static final int MOST = 2_000;

  private final Map<Tally, Tally> tallies = new HashMap<>();
  private final Map<String, Condition> conditions = new LinkedHashMap<>();

  synchronized void count(KeptRequest kept) {
    if (kept.verdict == null && kept.gateway.outcome == Outcome.ANSWERED) {
      return;
    }
    String cause = kept.verdict == null ? null : kept.verdict.root.cause;
    Tally key = new Tally(cause, kept.gateway.outcome.label, kept.request.http.route);
    Tally tally = tallies.get(key);
    if (tally == null && tallies.size() >= MOST) {
      key = new Tally(cause, key.outcome, "other");
      tally = tallies.get(key);
    }
    if (tally == null) {
      tally = key;
      tallies.put(key, key);
    }
    tally.count++;
  }

  synchronized void condition(Condition condition) {
    if (conditions.size() < MOST || conditions.containsKey(condition.resource)) {
      conditions.put(condition.resource, condition);
    }
  }

  /**
   * @param ended requests that have ended, by their route ({@code null} as text for none); what is
   *     left of them after the tagged ones was answered well
   */
  synchronized void read(Measurements into, Map<String, Long> ended) {
    Map<String, Long> untagged = new HashMap<>(ended);
    for (Tally tally : tallies.values()) {
      requests(into, tally.count, tally.cause, tally.outcome, tally.route);
      untagged.merge(String.valueOf(tally.route), -tally.count, Long::sum);
    }
    untagged.forEach(
        (route, count) -> {
          String label = route.equals("null") ? null : route;
          requests(into, Math.max(0, count), null, Outcome.ANSWERED.label, label);
        });
    Map<String, Integer> holding = new LinkedHashMap<>();
    for (Condition condition : conditions.values()) {
      holding.merge(condition.cause, condition.started ? 1 : 0, Math::max);
      into.known(
          Meters.TIME_LEFT,
          condition.started ? condition.secondsLeft : -1,
          Names.RESOURCE.getKey(),
          condition.resource);
    }
    holding.forEach(
        (cause, holds) -> into.value(Meters.CONDITION, holds, Names.CAUSE.getKey(), cause));
  }

  private static void requests(
      Measurements into, long count, String cause, String outcome, String route) {
    if (count > 0) {
      into.value(
          Meters.REQUESTS,
          count,
          Names.CAUSE.getKey(),
          cause,
          Names.OUTCOME.getKey(),
          outcome,
          Names.ROUTE.getKey(),
          route);
    }
  }

  /** Kept requests that have the same cause, outcome and route; null: none. */
  static final class Tally {
    final String cause;
    final String outcome;
    final String route;
    private long count;

    Tally(String cause, String outcome, String route) {
      this.cause = cause;
      this.outcome = outcome;
      this.route = route;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Tally
          && Objects.equals(cause, ((Tally) other).cause)
          && outcome.equals(((Tally) other).outcome)
          && Objects.equals(route, ((Tally) other).route);
    }

    @Override
    public int hashCode() {
      return Objects.hash(cause, outcome, route);
    }
  }
}
