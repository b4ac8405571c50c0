package io.harbinger.cause;

/** How sure a finding is; {@link #label} is public. {@code CERTAIN} is only for exact proofs. */
public enum Confidence {
  CERTAIN("certain"),
  PROBABLE("probable"),
  POSSIBLE("possible");

  public final String label;

  Confidence(String label) {
    this.label = label;
  }
}
