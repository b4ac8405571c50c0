package io.harbinger.timeline;

import java.util.concurrent.atomic.AtomicBoolean;

/** A call that blocks no thread: written by the opening thread, then by the closing one. */
final class OpenCall {
  final CalledHost host;
  final long startNanos;

  /** Its own lane, or null. */
  final Lane lane;

  final int token;
  final AtomicBoolean closed = new AtomicBoolean();

  OpenCall(CalledHost host, long startNanos, Lane lane, int token) {
    this.host = host;
    this.startNanos = startNanos;
    this.lane = lane;
    this.token = token;
  }
}
