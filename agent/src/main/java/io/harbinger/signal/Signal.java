package io.harbinger.signal;

/** One place where the host or the JVM tells its state; read once a second by {@link Signals}. */
interface Signal {
  /** Fills its fields of the reading; what cannot be read stays as it is (-1). */
  void read(Reading into);
}
