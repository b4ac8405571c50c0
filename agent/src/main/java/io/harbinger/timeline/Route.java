package io.harbinger.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/** One method and route: how its requests went. */
public final class Route {
  private static final int MAX_OUTCOMES = 16;

  /** Stands for the status as the error's type, so that no text is made for each request. */
  private static final String STATUS = "";

  public final String method;

  /** Null: the framework names none. {@code other}: beyond the cap. */
  public final String route;

  /** Of the requests that were answered well, where a route is known: else see {@link Paths}. */
  public final Distribution healthy = new Distribution();

  public final LongAdder errors = new LongAdder();

  private final AtomicReferenceArray<Outcome> outcomes = new AtomicReferenceArray<>(MAX_OUTCOMES);

  public Route(String method, String route) {
    this.method = method;
    this.route = route;
  }

  /**
   * @param marked something was wrong with it, although it was answered
   */
  public void ended(long nanos, long now, int status, Throwable failed, boolean marked) {
    String errorType = failed != null ? failed.getClass().getName() : status >= 500 ? STATUS : null;
    outcome(status, errorType).durations.record(nanos, now);
    if (errorType != null) {
      errors.increment();
    } else if (!marked && route != null) {
      healthy.record(nanos);
    }
  }

  private Outcome outcome(int status, String errorType) {
    for (int i = 0; i < MAX_OUTCOMES - 1; i++) {
      Outcome there = outcomes.get(i);
      if (there == null) {
        outcomes.compareAndSet(i, null, new Outcome(status, errorType));
        there = outcomes.get(i);
      }
      if (there.is(status, errorType)) {
        return there;
      }
    }
    if (outcomes.get(MAX_OUTCOMES - 1) == null) {
      outcomes.compareAndSet(MAX_OUTCOMES - 1, null, new Outcome(0, "_OTHER"));
    }
    return outcomes.get(MAX_OUTCOMES - 1);
  }

  /** {@code nanoTime} at which the last request ended, however it did; 0: none has. */
  public long lastNanos() {
    long last = 0;
    for (Outcome outcome : outcomes()) {
      last = Distribution.later(last, outcome.durations.lastNanos());
    }
    return last;
  }

  public List<Outcome> outcomes() {
    List<Outcome> all = new ArrayList<>();
    for (int i = 0; i < MAX_OUTCOMES; i++) {
      if (outcomes.get(i) != null) {
        all.add(outcomes.get(i));
      }
    }
    return all;
  }

  /** Requests of one status and error. */
  public static final class Outcome {
    /** 0: various. */
    public final int status;

    /** As {@code error.type} wants it: an exception's class, or the status; null without error. */
    public final String errorType;

    public final Distribution durations = new Distribution();
    private final String key;

    Outcome(int status, String key) {
      this.status = status;
      this.key = key;
      errorType = STATUS.equals(key) ? Integer.toString(status) : key;
    }

    boolean is(int status, String key) {
      return this.status == status && (key == null ? this.key == null : key.equals(this.key));
    }
  }
}
