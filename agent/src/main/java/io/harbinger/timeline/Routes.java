package io.harbinger.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * How long requests take, by method and route, with a hard cap: beyond it all go to one entry.
 *
 * <p>A request without a route is counted under its method alone, because a raw path has no bound.
 */
public final class Routes {
  static final String[] METHODS = {
    "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT", "_OTHER"
  };
  private static final String NO_ROUTE = "";

  private final int cap;
  private final ConcurrentHashMap<String, AtomicReferenceArray<Route>> routes =
      new ConcurrentHashMap<>();
  private final AtomicReferenceArray<Route> others = new AtomicReferenceArray<>(METHODS.length);

  final Paths paths = new Paths();

  Routes(int cap) {
    this.cap = cap;
  }

  /**
   * @param marked something was wrong with it, although it was answered
   */
  void ended(Timeline request, long now, int status, boolean marked) {
    long nanos = request.elapsedNanos();
    of(request.method, request.route).ended(nanos, now, status, request.failed, marked);
    boolean well = !marked && request.failed == null && status < 400;
    if (well && request.route == null) {
      paths.healthy(request.method, request.path, nanos);
    }
  }

  Route of(Name method, String route) {
    int index = method(method);
    AtomicReferenceArray<Route> byMethod = routes.get(route == null ? NO_ROUTE : route);
    Route known = byMethod == null ? null : byMethod.get(index);
    return known != null ? known : add(index, route);
  }

  private Route add(int method, String route) {
    String key = route == null ? NO_ROUTE : route;
    boolean room = route == null || routes.size() < cap || routes.containsKey(key);
    AtomicReferenceArray<Route> byMethod = others;
    if (room) {
      byMethod = new AtomicReferenceArray<>(METHODS.length);
      AtomicReferenceArray<Route> raced = routes.putIfAbsent(key, byMethod);
      byMethod = raced == null ? byMethod : raced;
    }
    if (byMethod.get(method) == null) {
      byMethod.compareAndSet(method, null, new Route(METHODS[method], room ? route : "other"));
    }
    return byMethod.get(method);
  }

  private static int method(Name method) {
    for (int i = 0; i < METHODS.length - 1; i++) {
      if (method.is(METHODS[i])) {
        return i;
      }
    }
    return METHODS.length - 1;
  }

  /** By {@code GET /owners/{id}}, or null. */
  Route find(String methodAndRoute) {
    int space = methodAndRoute.indexOf(' ');
    if (space < 0) {
      return null;
    }
    AtomicReferenceArray<Route> byMethod = routes.get(methodAndRoute.substring(space + 1));
    for (int i = 0; byMethod != null && i < METHODS.length; i++) {
      if (methodAndRoute.startsWith(METHODS[i] + " ")) {
        return byMethod.get(i);
      }
    }
    return null;
  }

  public List<Route> all() {
    List<Route> all = new ArrayList<>();
    routes.values().forEach(byMethod -> add(all, byMethod));
    add(all, others);
    return all;
  }

  private static void add(List<Route> all, AtomicReferenceArray<Route> byMethod) {
    for (int i = 0; i < byMethod.length(); i++) {
      if (byMethod.get(i) != null) {
        all.add(byMethod.get(i));
      }
    }
  }
}
