package io.harbinger.cause;

import io.harbinger.timeline.Failure;

/**
 * The application failed by itself: an exception that nothing else caused.
 *
 * <pre>  share = 1, if the visitor got 5xx for it before the deadline</pre>
 *
 * <p>Not when the exception only tells of a pool, a database, a call or memory (see {@link
 * Failed}), and not when it came after the gateway had given up.
 */
final class CodeException implements Cause {
  static final String VALUE = "code.exception";

  @Override
  public String value() {
    return VALUE;
  }

  @Override
  public int level() {
    return 7;
  }

  @Override
  public Finding look(Evidence evidence) {
    Failed failed = Failed.of(evidence);
    Failure failure = failed.failure;
    if (!failed.byItself()) {
      return null;
    }
    String at = Frames.application(failure.stack);
    String message = failure.message == null ? "" : ": " + failure.message;
    Charge charge = new Charge(this, evidence).share(1).sure(Confidence.CERTAIN);
    charge.because(failure.type + message);
    if (at != null) {
      charge.because("It was thrown in " + at + ".");
    }
    return charge
        .detail(at == null ? failure.type : failure.type + " in " + at)
        .remedy(
            "Correct "
                + (at == null ? "the code that throws it" : at)
                + ", or answer the case with"
                + " a 4xx of its own; the stack trace is in the span's exception event.");
  }
}
