package io.harbinger.bridge;

/** Recognises a library's pool or server and reads it; one per library, tried in order. */
public interface PoolReader {
  /** The gauges of this pool, or null when it belongs to another library. */
  PoolGauges gauges(Object pool);

  /** The gauges of this server's listening socket, or null when it belongs to another library. */
  default ListenerGauges listener(Object server) {
    return null;
  }

  /** What it allows its connections; null when it is another library's, or not bound yet. */
  default ServerLimits limits(Object server) {
    return null;
  }
}
