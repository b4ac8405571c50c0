package io.harbinger.watch;

import io.harbinger.bridge.Kind;
import io.harbinger.bridge.PoolGauges;
import io.harbinger.cause.Holding;
import io.harbinger.cause.Wait;
import io.harbinger.timeline.ExecutorEntry;
import io.harbinger.timeline.HolderView;
import io.harbinger.timeline.LaneView;
import io.harbinger.timeline.PoolView;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.SegmentView;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns what the recorder knows of pools and workers into {@link Wait}s: who holds the scarce
 * thing, and what he does with it now.
 *
 * <p>Holders that run the application's own code are looked at in the JVM, all at once because each
 * look stops the process, and at most {@link #LOOKS} of them per wait.
 */
final class WaitLooks {
  private static final int LOOKS = 20;

  private final ThreadLooks threads;

  WaitLooks(ThreadLooks threads) {
    this.threads = threads;
  }

  Wait atPool(PoolView pool, long now) {
    List<Holding> holders = new ArrayList<>(pool.holders.size());
    Set<Long> own = new LinkedHashSet<>();
    for (HolderView holder : pool.holders) {
      if (ownCode(holder) && own.size() < LOOKS) {
        own.add(holder.threadId);
      }
    }
    Map<Long, ThreadInfo> seen = threads.of(own);
    for (HolderView holder : pool.holders) {
      holders.add(of(holder, ownCode(holder) ? seen.get(holder.threadId) : null, now));
    }
    return new Wait(
        Wait.What.POOL, pool.name, now, pool.max, pool.active, pool.pending, holders, 0, false);
  }

  /**
   * Who works in a server's threads, or in those of another pool, known by their names.
   *
   * @param unseen how many more may be working there
   */
  Wait atWorkers(
      ExecutorEntry executor, PoolGauges gauges, List<RequestView> running, int unseen, long now) {
    Set<Long> own = new LinkedHashSet<>();
    forEachWorking(
        executor,
        running,
        (request, lane, op) -> {
          if (op == null && own.size() < LOOKS) {
            own.add(lane.threadId);
          }
        });
    Map<Long, ThreadInfo> seen = threads.of(own);
    List<Holding> holders = new ArrayList<>(running.size());
    int[] left = {unseen};
    forEachWorking(
        executor,
        running,
        (request, lane, op) -> {
          if (op == null && !own.contains(lane.threadId)) {
            left[0]++;
          } else {
            holders.add(of(request, lane, op, op == null ? seen.get(lane.threadId) : null, now));
          }
        });
    return new Wait(
        Wait.What.WORKERS,
        executor.name(),
        now,
        gauges.max(),
        gauges.active(),
        gauges.pending(),
        holders,
        left[0],
        executor.server);
  }

  private static void forEachWorking(
      ExecutorEntry executor, List<RequestView> running, Working working) {
    for (RequestView request : running) {
      for (LaneView lane : request.lanes) {
        boolean works =
            executor.server
                ? lane.index == 0 && !request.suspended
                : lane.index > 0
                    && lane.threadId > 0
                    && lane.threadName.startsWith(executor.name());
        if (works && lane.open) {
          working.at(request, lane, executor.server ? request.current() : lane.current());
        }
      }
    }
  }

  private static boolean ownCode(HolderView holder) {
    return holder.current == null && !holder.fetching && !holder.leaked;
  }

  private Holding of(HolderView holder, ThreadInfo thread, long now) {
    SegmentView op = holder.current;
    Kind kind = op != null ? op.kind : holder.fetching ? Kind.DB_FETCH : null;
    return new Holding(
        holder.who,
        holder.trace,
        holder.leaked,
        holder.background,
        kind,
        op != null ? op.detail : holder.fetching ? "" : null,
        op != null ? now - op.startNanos : now - holder.takenNanos,
        now - holder.takenNanos,
        thread == null ? null : thread.getThreadState(),
        thread == null ? null : ThreadLooks.name(thread.getLockInfo()),
        thread == null ? holder.borrowedAt : threads.frames(thread));
  }

  private Holding of(
      RequestView request, LaneView lane, SegmentView op, ThreadInfo thread, long now) {
    long held = now - lane.startNanos;
    return new Holding(
        request.http.name(),
        request.trace,
        false,
        false,
        op == null ? null : op.kind,
        op == null ? null : op.detail,
        op == null ? held : now - op.startNanos,
        held,
        thread == null ? null : thread.getThreadState(),
        thread == null ? null : ThreadLooks.name(thread.getLockInfo()),
        thread == null ? null : threads.frames(thread));
  }

  private interface Working {
    /**
     * @param op null while it runs the application's own code
     */
    void at(RequestView request, LaneView lane, SegmentView op);
  }
}
