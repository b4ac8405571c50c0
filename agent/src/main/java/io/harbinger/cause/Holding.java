package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import io.harbinger.timeline.TraceContext;

/** What one holder of a scarce thing (a pooled connection, a worker thread) was doing. */
public final class Holding {
  /** {@code GET /report}, or a thread's name. */
  public final String who;

  /** Null for work that serves no request. */
  public final TraceContext trace;

  public final boolean leaked;
  public final boolean background;

  /** Null = the application's own code. */
  public final Kind kind;

  /** SQL, host:port, pool …; null with a null kind. */
  public final String detail;

  /** How long it has been in this operation, and how long it has held the thing. */
  public final long opNanos;

  public final long heldNanos;

  /** State of the thread where the watcher looked, else null. */
  public final Thread.State state;

  /** What its thread waits for, where the watcher looked, else null; see {@link Sample#lock}. */
  public final String lock;

  /** Top frames, innermost first, joined by newlines; null unless captured. */
  public final String stack;

  public Holding(
      String who,
      TraceContext trace,
      boolean leaked,
      boolean background,
      Kind kind,
      String detail,
      long opNanos,
      long heldNanos,
      Thread.State state,
      String lock,
      String stack) {
    this.who = who;
    this.trace = trace;
    this.leaked = leaked;
    this.background = background;
    this.kind = kind;
    this.detail = detail;
    this.opNanos = opNanos;
    this.heldNanos = heldNanos;
    this.state = state;
    this.lock = lock;
    this.stack = stack;
  }
}
