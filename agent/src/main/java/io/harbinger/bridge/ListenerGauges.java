package io.harbinger.bridge;

/**
 * What a server says of one listening socket, read from its own object, because the kernel's tables
 * tell neither the length of the accept queue nor how many connections the server takes.
 *
 * <p>Called about once a second, never from a request's thread. A figure that the library does not
 * offer is -1. Implementations hold the server weakly.
 */
public interface ListenerGauges {
  /** -1: not bound. */
  int port();

  /** Connections that may wait to be accepted, as the server asked for. */
  int backlog();

  int maxConnections();

  long connections();

  /** False: bound, but not started yet, or paused. */
  boolean accepting();

  /** False once the server is collected. */
  boolean alive();
}
