package io.harbinger.timeline;

import io.harbinger.bridge.Kind;

/** What is usual; asked by diagnosis, fed by the recorder. */
public interface Baselines {
  /**
   * Of a statement (DB), a called host (CALL), a looked-up name (DNS), a pool's wait (POOL_WAIT).
   */
  Baseline of(Kind kind, String detail);

  /** Of a route: the whole request, healthy ones only. */
  Baseline ofRoute(String methodAndRoute);
}
