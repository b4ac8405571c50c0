package io.harbinger.timeline;

import io.harbinger.bridge.Kind;

/** What is usual, out of the recorder's own tables. */
final class Usual implements Baselines {
  private final Statements statements;
  private final CalledHosts called;
  private final CalledHosts lookedUp;
  private final Pools pools;
  private final Routes routes;
  private final OpenRequests open;
  private final Seats seats;

  Usual(
      Statements statements,
      Calls calls,
      Pools pools,
      Routes routes,
      OpenRequests open,
      Seats seats) {
    this.statements = statements;
    called = calls.called;
    lookedUp = calls.lookedUp;
    this.pools = pools;
    this.routes = routes;
    this.open = open;
    this.seats = seats;
  }

  @Override
  public Baseline of(Kind kind, String detail) {
    switch (kind) {
      case DB:
      case DB_FETCH:
        Statement statement = statements.find(detail);
        return statement == null ? Baseline.NONE : statement.usual(inFlight(Kind.DB, statement));
      case CALL:
        return host(kind, called.find(detail));
      case DNS:
        return host(kind, lookedUp.find(detail));
      case POOL_WAIT:
        PoolEntry pool = pools.find(detail);
        return pool == null
            ? Baseline.NONE
            : pool.waiting.usual(inFlight(kind, pool), pool.timeouts.sum());
      default:
        return Baseline.NONE;
    }
  }

  private Baseline host(Kind kind, CalledHost host) {
    return host == null
        ? Baseline.NONE
        : baseline(
            host.durations, host.durations.lastNanos(), inFlight(kind, host), host.errors.sum());
  }

  @Override
  public Baseline ofRoute(String methodAndRoute) {
    Route route = methodAndRoute == null ? null : routes.find(methodAndRoute);
    Distribution path =
        route != null || methodAndRoute == null ? null : routes.paths.find(methodAndRoute);
    if (route == null && path == null) {
      return Baseline.NONE;
    }
    int[] inFlight = new int[1];
    open.forEach(request -> inFlight[0] += request.goes(methodAndRoute) ? 1 : 0);
    if (route == null) {
      return baseline(path, 0, inFlight[0], 0);
    }
    return baseline(route.healthy, route.lastNanos(), inFlight[0], route.errors.sum());
  }

  private int inFlight(Kind kind, Object detail) {
    int[] count = new int[1];
    OpenLanes.forEach(
        open, seats, (request, lane) -> count[0] += OpenLanes.has(lane, kind, detail) ? 1 : 0);
    return count[0];
  }

  private static Baseline baseline(
      Distribution durations, long lastCompletedNanos, int inFlight, long errors) {
    long[] percentiles = durations.recentPercentiles(50, 99);
    return new Baseline(
        durations.recentCount(),
        percentiles[0],
        percentiles[1],
        lastCompletedNanos,
        inFlight,
        errors);
  }
}
