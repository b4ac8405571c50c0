package io.harbinger.bridge;

/** Recognises a library's pool object and reads it; one per library, tried in order. */
public interface PoolReader {
  /** The gauges of this pool, or null when it belongs to another library. */
  PoolGauges gauges(Object pool);
}
