package io.harbinger.watch;

/**
 * How long the watcher pauses between the beginnings of two ticks.
 *
 * <pre>
 *   something is the matter   the interval (100 ms)
 *     and ticks are dear      200 × what the last one cost a processor,
 *                             unless requests ended or were spoken of in it, for then more may be due;
 *                             at most 1/40 of the usual deadline, and 400 ms
 *   calm                      1/100 of the usual deadline, at most 2.5 intervals
 * </pre>
 *
 * <p>So thousands that hang take about half a per cent of a processor in the long run, and who is
 * next to be warned of does not wait for long. The longest pause stays below what counts as a stop.
 */
final class Pace {
  private static final long REST = 200;
  private static final long DEAR_SHARE = 40;
  private static final long LONGEST = 400_000_000L;
  private static final long CALM_SHARE = 100;
  private static final double CALM_AT_MOST = 2.5;

  private final long intervalNanos;

  Pace(long intervalNanos) {
    this.intervalNanos = intervalNanos;
  }

  /**
   * @param limitNanos the usual deadline
   */
  long calm(long limitNanos) {
    long most = (long) (CALM_AT_MOST * intervalNanos);
    return Math.max(intervalNanos, Math.min(limitNanos / CALM_SHARE, most));
  }

  /**
   * @param costNanos of the last tick
   * @param busy it had something to say
   */
  long watching(long limitNanos, long costNanos, boolean busy) {
    long most = Math.min(LONGEST, limitNanos / DEAR_SHARE);
    return busy ? intervalNanos : Math.max(intervalNanos, Math.min(REST * costNanos, most));
  }
}
