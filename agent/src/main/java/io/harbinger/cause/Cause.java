package io.harbinger.cause;

/** One reason why a gateway fails a request: the rule that recognises it in the evidence. */
public interface Cause {
  /** The public value, such as {@code timeout.slow_query}. */
  String value();

  /** 1 (process) to 7 (weakest); the lower level wins where shares are alike. */
  int level();

  /** What speaks for this cause, or null without its minimum evidence. */
  Finding look(Evidence evidence);
}
