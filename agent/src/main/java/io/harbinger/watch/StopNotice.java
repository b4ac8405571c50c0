package io.harbinger.watch;

import io.harbinger.signal.JvmStop;

/** Announces, once, that the JVM has begun to stop in order: who comes now is refused. */
final class StopNotice {
  private boolean said;

  /**
   * @param stop null: it has not begun
   * @return null: there is nothing to announce
   */
  Condition tick(JvmStop stop, int inFlight, long epochNanos) {
    if (stop == null || said) {
      return null;
    }
    said = true;
    return new Condition(
        "lifecycle.shutdown",
        "process",
        true,
        inFlight,
        0,
        0,
        "the process stops in order ("
            + stop.reason
            + ") with "
            + (inFlight == 1 ? "1 request" : inFlight + " requests")
            + " in flight; the gateway fails who comes before another process takes over",
        epochNanos);
  }
}
