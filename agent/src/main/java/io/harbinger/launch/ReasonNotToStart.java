package io.harbinger.launch;

/** One condition under which Harbinger stays out of the JVM. */
interface ReasonNotToStart {

  /** What holds it back and what to do about it; null when this is no reason. */
  String sentence();
}
