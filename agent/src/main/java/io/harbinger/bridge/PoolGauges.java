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

  /** How long a borrower waits at most, in milliseconds; 0 or less: for ever. */
  long timeoutMillis();

  /** False once the pool is closed or collected. */
  boolean alive();
}
