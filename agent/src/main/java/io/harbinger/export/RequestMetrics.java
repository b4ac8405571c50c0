package io.harbinger.export;

import io.harbinger.timeline.Counters;
import io.harbinger.timeline.Route;
import io.harbinger.timeline.Statement;
import io.harbinger.timeline.TimelineRecorder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Durations of requests and of statements, and how the requests ended. */
final class RequestMetrics implements MetricSource {
  private final TimelineRecorder recorder;
  private final Verdicts verdicts;
  private final LongAdder lost;

  RequestMetrics(TimelineRecorder recorder, Verdicts verdicts, LongAdder lost) {
    this.recorder = recorder;
    this.verdicts = verdicts;
    this.lost = lost;
  }

  @Override
  public void read(Measurements into) {
    routes(into);
    into.value(Meters.ACTIVE_REQUESTS, recorder.open.size());
    for (Statement statement : recorder.database.statements.all()) {
      statement(into, statement);
    }
    statement(into, recorder.database.statements.other);
    statement(into, recorder.database.statements.unknown);
    self(into);
  }

  private void routes(Measurements into) {
    Map<String, Long> byRoute = new HashMap<>();
    for (Route route : recorder.routes.all()) {
      for (Route.Outcome outcome : route.outcomes()) {
        into.distribution(
            Meters.REQUEST_DURATION,
            outcome.durations,
            Names.METHOD.getKey(),
            HttpTags.method(route.method),
            Names.ROUTE.getKey(),
            route.route,
            Names.SCHEME.getKey(),
            "http",
            Names.STATUS.getKey(),
            outcome.status > 0 ? String.valueOf(outcome.status) : null,
            Names.ERROR_TYPE.getKey(),
            outcome.errorType);
        byRoute.merge(String.valueOf(route.route), outcome.durations.count(), Long::sum);
      }
    }
    verdicts.read(into, byRoute);
  }

  private static void statement(Measurements into, Statement statement) {
    into.distribution(
        Meters.DB_DURATION,
        statement.durations,
        Names.DB_SYSTEM.getKey(),
        statement.system() == null ? SegmentSpans.OTHER_SQL : statement.system(),
        Names.DB_SUMMARY.getKey(),
        statement.summary());
  }

  private void self(Measurements into) {
    Counters counters = recorder.counters;
    into.value(Meters.SELF_KEPT, counters.kept.sum());
    into.value(Meters.SELF_FORGOTTEN, counters.forgotten());
    into.value(Meters.SELF_DROPPED, (double) counters.dropped.sum() + lost.sum());
    into.value(Meters.SELF_THINNED, counters.thinned.sum());
    into.value(Meters.SELF_ERRORS, counters.errors.sum());
  }
}
