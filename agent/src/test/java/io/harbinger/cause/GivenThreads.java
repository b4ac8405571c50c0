package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import io.harbinger.timeline.HolderView;
import io.harbinger.timeline.PoolView;
import io.harbinger.timeline.SegmentView;
import java.util.ArrayList;
import java.util.List;

/** What threads were seen at, what they waited for and who had it. */
abstract class GivenThreads extends GivenRequest {
  static final String POOL = "HikariPool-1";
  static final String WORKERS = "http-nio-8080";

  boolean deadlocked;
  final List<Wait> waits = new ArrayList<>();
  final List<Sample> samples = new ArrayList<>();
  private Holding lockOwner;
  final List<String> deadlock = new ArrayList<>();
  final List<PoolView> pools = new ArrayList<>();

  Given pool(long at, int max, int waiting, Holding... holders) {
    waits.add(wait(Wait.What.POOL, POOL, at, max, holders.length, waiting, holders));
    return itself();
  }

  Given workers(long at, int waiting, Holding... holders) {
    int max = holders.length;
    waits.add(wait(Wait.What.WORKERS, WORKERS, at, max, max, waiting, holders));
    return itself();
  }

  /** Of a crowd of workers only these were looked at. */
  Given someWorkers(long at, int waiting, int busy, Holding... holders) {
    List<Holding> seen = List.of(holders);
    int unseen = busy - seen.size();
    waits.add(
        new Wait(Wait.What.WORKERS, WORKERS, nanos(at), busy, busy, waiting, seen, unseen, true));
    return itself();
  }

  /** The pool is there now, and its connections are usually kept for so long. */
  Given holdsUsually(int millis) {
    long median = millis * 1_000_000L;
    pools.add(new PoolView(POOL, 10, 10, 10, 0, 0, 30_000, List.of(), 1, 0, median, median));
    return itself();
  }

  /** The pool is there now, and one holder is in a call, which nobody waits for. */
  Given holderInCall(String who, String host, long opMillis, long heldMillis) {
    long now = nanos(elapsed);
    SegmentView call =
        new SegmentView(
            Kind.CALL, host, now - opMillis * 1_000_000, 0, true, 0, 0, 0, "POST", null);
    HolderView holder =
        new HolderView(
            now - heldMillis * 1_000_000, who, trace(77), false, false, "t", 9, call, false, null);
    pools.add(new PoolView(POOL, 10, 10, 1, 9, 0, 30_000, List.of(holder), 1, 0, -1, -1));
    return itself();
  }

  /** What who has the lock is at; its thread is looked at in {@code stack}. */
  Given lockOwner(Kind kind, String detail, long millis, String stack) {
    lockOwner =
        new Holding(
            "GET /report",
            trace(77),
            false,
            false,
            kind,
            detail,
            millis * 1_000_000,
            0,
            Thread.State.RUNNABLE,
            null,
            stack);
    return itself();
  }

  /** The thread is seen so from one time to another, ten times a second. */
  Given seen(long from, long to, Thread.State state, double cpuShare, String lock, String stack) {
    for (long at = from + 100; at <= to; at += 100) {
      long cpu = cpuShare < 0 ? -1 : (long) (cpuShare * 100_000_000);
      boolean owned = lock != null;
      samples.add(
          new Sample(
              nanos(at),
              100_000_000,
              state,
              cpu,
              lock,
              owned ? "worker-7" : null,
              owned ? 7 : -1,
              owned ? lockOwner : null,
              stack));
    }
    return itself();
  }

  /** One look that stands for a long stretch. */
  Given seenOnce(long from, long at, Thread.State state, long cpuMillis, String stack) {
    long covers = (at - from) * 1_000_000;
    samples.add(
        new Sample(nanos(at), covers, state, cpuMillis * 1_000_000, null, null, -1, null, stack));
    return itself();
  }

  Given deadlock(boolean own, String... sentences) {
    deadlocked = own;
    deadlock.addAll(List.of(sentences));
    return itself();
  }

  private static Wait wait(
      Wait.What what, String name, long at, int max, int active, int waiting, Holding... holders) {
    return new Wait(
        what,
        name,
        nanos(at),
        max,
        active,
        waiting,
        List.of(holders),
        0,
        what == Wait.What.WORKERS);
  }
}
