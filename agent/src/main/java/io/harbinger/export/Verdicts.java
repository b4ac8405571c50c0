package io.harbinger.export;

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
final class Verdicts implements MetricSource {
  private static final int MOST = 2_000;

  private final Map<Tally, Tally> tallies = new HashMap<>();
  private final Map<String, Condition> conditions = new LinkedHashMap<>();

  synchronized void count(KeptRequest kept) {
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

  @Override
  public synchronized void read(Measurements into) {
    for (Tally tally : tallies.values()) {
      into.value(
          Meters.REQUESTS,
          tally.count,
          Names.CAUSE.getKey(),
          tally.cause,
          Names.OUTCOME.getKey(),
          tally.outcome,
          Names.ROUTE.getKey(),
          tally.route);
    }
    for (Condition condition : conditions.values()) {
      into.value(
          Meters.CONDITION, condition.started ? 1 : 0, Names.CAUSE.getKey(), condition.cause);
      into.known(
          Meters.TIME_LEFT, condition.secondsLeft, Names.RESOURCE.getKey(), condition.resource);
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
