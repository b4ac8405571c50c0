package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import io.harbinger.gateway.GatewayView;
import io.harbinger.signal.HostView;
import io.harbinger.signal.Stall;
import io.harbinger.timeline.Baseline;
import io.harbinger.timeline.Baselines;
import io.harbinger.timeline.PoolView;
import io.harbinger.timeline.RequestView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that is known about one request when it is diagnosed: plain values, nothing live.
 *
 * <p>"Now" of all its parts is {@link RequestView#endNanos}. For a request that has ended, what
 * describes other parties (database, pools, deadlock) is the last look while it still ran: after
 * the end the lock may be released and the proof gone. Without such a look, what is known at the
 * end. One evidence is diagnosed by one thread.
 */
public final class Evidence {
  /** In the detail of a segment: the request waited before anybody in the process saw it. */
  public static final String IN_FRONT = "the process";

  public static final long BEFORE = 10_000_000_000L;

  public final RequestView request;
  public final GatewayView gateway;

  /** Whole-JVM stalls that touch the request. */
  public final List<Stall> stalls;

  /** These and those of the {@link #BEFORE} in front of it, in which a queue may have come up. */
  public final List<Stall> recentStalls;

  /** The host over the request's lifetime. */
  public final HostView host;

  public final Traffic traffic;

  /**
   * Looks at pools and workers while the request lived, in order of time: about ten a second of
   * every pool and executor with somebody waiting; the last 16 of a stretch are read.
   */
  public final List<Wait> waits;

  /**
   * Looks at the request's own thread, in order of time, covering stretches that do not overlap;
   * empty for a young request. Needed only where it is in no segment (own code).
   */
  public final List<Sample> samples;

  /** Threads in a deadlock, as sentences that name their locks as samples do; empty without. */
  public final List<String> deadlock;

  /** This request's own thread is in the deadlock. */
  public final boolean deadlocked;

  public final DatabaseView database;

  /** The pools as they are now; stand in where {@link #waits} has no look at a pool. */
  public final List<PoolView> pools;

  public final Baselines baselines;

  private final Map<String, Baseline> usual = new HashMap<>();
  private Blame blame;

  public Evidence(
      RequestView request,
      GatewayView gateway,
      List<Stall> recentStalls,
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
    this.recentStalls = recentStalls;
    this.stalls = touching(request, recentStalls);
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

  private static List<Stall> touching(RequestView request, List<Stall> stalls) {
    List<Stall> touching = new ArrayList<>();
    for (Stall stall : stalls) {
      if (stall.overlap(request.startNanos, request.endNanos) > 0) {
        touching.add(stall);
      }
    }
    return touching;
  }

  /** What is usual, asked once; {@link Baseline#NONE} where nothing is known. */
  Baseline usual(Kind kind, String detail) {
    if (detail == null) {
      return Baseline.NONE;
    }
    Kind asked = kind == Kind.DB_FETCH ? Kind.DB : kind;
    return usual.computeIfAbsent(
        asked + detail,
        key -> {
          Baseline known = baselines.of(asked, detail);
          return known == null ? Baseline.NONE : known;
        });
  }

  /** Where the time went, worked out once. */
  Blame blame() {
    if (blame == null) {
      blame = new Blame(this);
    }
    return blame;
  }
}
