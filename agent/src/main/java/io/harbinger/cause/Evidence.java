package io.harbinger.cause;

import io.harbinger.gateway.GatewayView;
import io.harbinger.signal.HostView;
import io.harbinger.signal.Stall;
import io.harbinger.timeline.Baselines;
import io.harbinger.timeline.PoolView;
import io.harbinger.timeline.RequestView;
import java.util.List;

/** All that is known about one request when it is diagnosed: plain values, nothing live. */
public final class Evidence {
  public final RequestView request;
  public final GatewayView gateway;

  /** Whole-JVM stalls that touch the request. */
  public final List<Stall> stalls;

  /** The host over the request's lifetime. */
  public final HostView host;

  public final Traffic traffic;

  /** Looks at pools and workers while the request lived, in order of time. */
  public final List<Wait> waits;

  /** Looks at the request's own thread, in order of time; empty for a young request. */
  public final List<Sample> samples;

  /** Threads in a deadlock, as sentences; empty without. */
  public final List<String> deadlock;

  /** This request's own thread is in the deadlock, or waits for a lock that it holds. */
  public final boolean deadlocked;

  public final DatabaseView database;

  /** The pools as they are now. */
  public final List<PoolView> pools;

  public final Baselines baselines;

  public Evidence(
      RequestView request,
      GatewayView gateway,
      List<Stall> stalls,
      HostView host,
      Traffic traffic,
      List<Wait> waits,
      List<Sample> samples,
      List<String> deadlock,
      boolean deadlocked,
      DatabaseView database,
      List<PoolView> pools,
      Baselines baselines) {
    this.request = request;
    this.gateway = gateway;
    this.stalls = stalls;
    this.host = host;
    this.traffic = traffic;
    this.waits = waits;
    this.samples = samples;
    this.deadlock = deadlock;
    this.deadlocked = deadlocked;
    this.database = database;
    this.pools = pools;
    this.baselines = baselines;
  }
}
