package io.harbinger.bridge;

/**
 * The figures of one pool of connections or of threads, read from the library's own object.
 *
 * <p>Called about once a second and whenever somebody waits, never from a request's thread. A
 * figure that the library does not offer is -1. Implementations hold the pool weakly.
 */
public interface PoolGauges {
  String name();

  int max();

  int min();

  int active();

  int idle();

  /** Threads waiting for a connection, or tasks waiting for a thread. */
  int pending();

  /** How long a borrower waits at most, in milliseconds; 0: for ever. */
  long timeoutMillis();

  /** How its users set that, with the new value as <code>{ms}</code>; null: nobody knows. */
  default String timeoutSetting() {
    return null;
  }

  /** After how long the pool itself says that a connection was not given back; 0: never. */
  default long leakDetectionMillis() {
    return -1;
  }

  /** How its users set that, with the new value as <code>{ms}</code>. */
  default String leakDetectionSetting() {
    return null;
  }

  /** False once the pool is closed or collected. */
  boolean alive();
}
