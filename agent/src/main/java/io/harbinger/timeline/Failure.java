package io.harbinger.timeline;

/** A throwable reduced to text, so that no application object outlives its request. */
public final class Failure {
  /** Class name. */
  public final String type;

  /** Message, at most 1,000 characters, or null. */
  public final String message;

  /** Stack trace text, at most 16,000 characters; null where not wanted. */
  public final String stack;

  /** SQLState of an SQLException anywhere in the cause chain, or null. */
  public final String sqlState;

  /** Class names of the cause chain, outermost first, joined by " < ". */
  public final String chain;

  public Failure(String type, String message, String stack, String sqlState, String chain) {
    this.type = type;
    this.message = message;
    this.stack = stack;
    this.sqlState = sqlState;
    this.chain = chain;
  }
}
