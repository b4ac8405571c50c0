package io.harbinger.export;

/** What is known of a batch after it was sent. */
public enum Arrival {
  ARRIVED,
  /** The collector surely does not have it: it said so, or could not be reached. */
  REFUSED,
  /** It may have arrived. */
  UNCERTAIN
}
