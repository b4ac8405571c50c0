package io.harbinger.watch;

import io.harbinger.gateway.Outcome;

/**
 * Why an ended request becomes a trace with its cause.
 *
 * <pre>
 *   gave up, or broke off                          the outcome
 *   5xx, exception, async timeout                  error
 *   ended at ≥ 0.8 of the deadline                 near_deadline
 *   the visitor had left before                    error, if it ended with 5xx in time, and not
 *                                                  because he had left; else healthy
 * </pre>
 *
 * <p>What became of a request after its visitor had left early, nobody waited for.
 */
final class Blamed {
  static final String ERROR = "error";
  static final String NEAR_DEADLINE = "near_deadline";

  /**
   * @param failed an exception behind a good status, or an async timeout
   * @param cut the answer failed because nobody was there to take it
   * @param near the caller had to wait for 0.8 of the deadline or longer
   * @param late … for all of it
   * @return null where nothing was wrong
   */
  static String why(
      Outcome outcome, int status, boolean failed, boolean cut, boolean near, boolean late) {
    if (outcome == Outcome.GAVE_UP || outcome == Outcome.RESET) {
      return outcome.label;
    }
    if (outcome == Outcome.CLIENT_LEFT) {
      return status >= 500 && !cut && !late ? ERROR : null;
    }
    if (status >= 500 || failed) {
      return ERROR;
    }
    return near ? NEAR_DEADLINE : null;
  }

  private Blamed() {}
}
