package io.harbinger.watch;

import io.harbinger.signal.ProcessorWait;

/**
 * The process gets no processor when it needs one: said at once, because soon nobody here can say
 * anything, and the requests that it fails may never be read.
 *
 * <pre>
 *   starts  a thread with next to nothing to do waited for ≥ 20 % of half a second, in a process that
 *           has served somebody
 *   ends    five seconds, each half of them below 10 %
 * </pre>
 *
 * <p>By the one thread that notes stalls.
 */
final class ProcessorShort {
  static final double START = 0.2;
  private static final double END = 0.1;
  private static final long CALM = 5_000_000_000L;
  private static final String RESOURCE = "processors";

  private long lookedNanos;
  private long calmSinceNanos;
  private String cause;

  /** What started or ended, or null. */
  Condition tick(ProcessorWait wait, boolean serves, long epochNanos) {
    if (wait.share < 0 || wait.endNanos == lookedNanos) {
      return null;
    }
    lookedNanos = wait.endNanos;
    if (cause == null || wait.share >= END) {
      calmSinceNanos = wait.endNanos;
    }
    if (cause == null && wait.share >= START && serves) {
      cause = wait.throttled() ? "overload.cpu_throttled" : "overload.cpu_saturated";
      return condition(true, wait, epochNanos);
    }
    if (cause != null && wait.endNanos - calmSinceNanos >= CALM) {
      Condition ended = condition(false, wait, epochNanos);
      cause = null;
      return ended;
    }
    return null;
  }

  private Condition condition(boolean started, ProcessorWait wait, long epochNanos) {
    String sentence =
        "for "
            + Math.round(wait.share * 100)
            + " % of the last half second a thread that was ready to run got no processor";
    return new Condition(cause, RESOURCE, started, wait.share, START, 0, sentence, epochNanos);
  }
}
