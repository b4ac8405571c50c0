package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import io.harbinger.gateway.Deadline;
import io.harbinger.gateway.GatewayView;
import io.harbinger.gateway.HangUp;
import io.harbinger.gateway.Outcome;
import io.harbinger.signal.HostView;
import io.harbinger.signal.Stall;
import io.harbinger.timeline.AnswerView;
import io.harbinger.timeline.Baseline;
import io.harbinger.timeline.Baselines;
import io.harbinger.timeline.Failure;
import io.harbinger.timeline.HolderView;
import io.harbinger.timeline.HttpView;
import io.harbinger.timeline.LaneView;
import io.harbinger.timeline.Peer;
import io.harbinger.timeline.PoolView;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.SegmentView;
import io.harbinger.timeline.SystemLimit;
import io.harbinger.timeline.TraceContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Composes evidence in milliseconds since the request's start: {@code given().lasting(3000)
 * .segment(DB, "SELECT 1", 100, 2900).verdict()}.
 */
final class Given {
  static final String POOL = "HikariPool-1";
  static final String WORKERS = "http-nio-8080";
  static final String VISITS = "SELECT v.id, v.day FROM visits v WHERE v.pet_id = ?";
  static final String OWNERS = "SELECT o.id FROM owners o WHERE o.name LIKE ?";
  static final long START = -5_000_000_000L; // nanoTime may be negative

  final HostView host = new HostView();
  private long elapsed = 3000;
  private boolean ended;
  private int status;
  private Failure failure;
  private HangUp hangUp;
  private Outcome outcome;
  private Peer peer;
  private long bodyBytes = -1;
  private AnswerView answer = AnswerView.NONE;
  private long limit = 3000;
  private Traffic traffic = new Traffic(10, 10, 10, 10, 5, 4);
  private boolean deadlocked;
  private int dbCalls;
  private int repeatedCalls;
  private String repeatedSql;
  private Long lastCompleted;
  private boolean inspected;
  private Long asked;
  private String inspectionFailure;
  private int unread = -1;
  private final List<SegmentView> own = new ArrayList<>();
  private final List<SegmentView> carried = new ArrayList<>();
  private final Map<Kind, Long> folded = new EnumMap<>(Kind.class);
  private final Map<Kind, Integer> foldedCount = new EnumMap<>(Kind.class);
  private final List<Stall> stalls = new ArrayList<>();
  private final List<Wait> waits = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();
  private Holding lockOwner;
  private final List<String> deadlock = new ArrayList<>();
  private final Map<String, List<Long>> running = new LinkedHashMap<>();
  private final List<DatabaseView> hangs = new ArrayList<>();
  private final List<DatabaseView.Release> releases = new ArrayList<>();
  private final List<DatabaseView.Connect> connects = new ArrayList<>();
  private final List<DatabaseView.Blocked> blocked = new ArrayList<>();
  private final List<PoolView> pools = new ArrayList<>();
  private final Map<String, Baseline> usual = new HashMap<>();

  static Given given() {
    return new Given();
  }

  /** A request that runs for so long; it ends there only after {@link #answered}. */
  Given lasting(long millis) {
    elapsed = millis;
    return this;
  }

  Given deadline(long millis) {
    limit = millis;
    return this;
  }

  Given answered(int status) {
    ended = true;
    this.status = status;
    return this;
  }

  Given threw(String chain, String message, String sqlState) {
    String stack =
        "org.springframework.Web.go(Web.java:1)\ncom.example.Shop.pay(Shop.java:12)\njava.lang.Thread.run(Thread.java:1)";
    failure = new Failure(chain.split(" < ")[0], message, stack, sqlState, chain);
    return this;
  }

  Given gaveUp(long at) {
    hangUp = new HangUp(HangUp.Source.FIN, nanos(at - 100), nanos(at));
    return this;
  }

  /** What became of an answer that went out in time. */
  Given answered(Outcome outcome, long bodyBytes, AnswerView answer) {
    this.outcome = outcome;
    this.bodyBytes = bodyBytes;
    this.answer = answer;
    return answered(200);
  }

  Given onSharedConnection() {
    peer = new Peer("127.0.0.1", 40_001, 8080, true);
    return this;
  }

  Given segment(Kind kind, String detail, long from, long to) {
    own.add(segment(kind, detail, from, to, 0, null));
    return this;
  }

  Given failed(Kind kind, String detail, long from, long to, int status, String chain) {
    Failure thrown =
        chain == null ? null : new Failure(chain.split(" < ")[0], "it failed", null, null, chain);
    own.add(segment(kind, detail, from, to, status, thrown));
    return this;
  }

  /** A statement that the database answered with that state. */
  Given refused(String sql, long from, long to, String state, String chain) {
    Failure thrown = new Failure(chain.split(" < ")[0], "it refused", null, state, chain);
    own.add(segment(Kind.DB, sql, from, to, 0, thrown));
    return this;
  }

  Given inAnotherLane(Kind kind, String detail, long from, long to) {
    carried.add(segment(kind, detail, from, to, 0, null));
    return this;
  }

  Given shortCalls(Kind kind, String sql, int calls, long millis) {
    folded.put(kind, millis * 1_000_000);
    foldedCount.put(kind, calls);
    dbCalls = calls;
    repeatedCalls = calls;
    repeatedSql = sql;
    return this;
  }

  Given stall(Stall.Reason reason, long from, long to) {
    stalls.add(new Stall(reason, nanos(from), nanos(to), "of some kind"));
    return this;
  }

  Given pool(long at, int max, int waiting, Holding... holders) {
    waits.add(wait(Wait.What.POOL, POOL, at, max, holders.length, waiting, holders));
    return this;
  }

  Given workers(long at, int waiting, Holding... holders) {
    int max = holders.length;
    waits.add(wait(Wait.What.WORKERS, WORKERS, at, max, max, waiting, holders));
    return this;
  }

  /** Of a crowd of workers only these were looked at. */
  Given someWorkers(long at, int waiting, int busy, Holding... holders) {
    List<Holding> seen = List.of(holders);
    int unseen = busy - seen.size();
    waits.add(
        new Wait(Wait.What.WORKERS, WORKERS, nanos(at), busy, busy, waiting, seen, unseen, true));
    return this;
  }

  /** The pool is there now, and its connections are usually kept for so long. */
  Given holdsUsually(int millis) {
    long median = millis * 1_000_000L;
    pools.add(new PoolView(POOL, 10, 10, 10, 0, 0, 30_000, List.of(), 1, 0, median, median));
    return this;
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
    return this;
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
    return this;
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
    return this;
  }

  /** One look that stands for a long stretch. */
  Given seenOnce(long from, long at, Thread.State state, long cpuMillis, String stack) {
    long covers = (at - from) * 1_000_000;
    samples.add(
        new Sample(nanos(at), covers, state, cpuMillis * 1_000_000, null, null, -1, null, stack));
    return this;
  }

  Given deadlock(boolean own, String... sentences) {
    deadlocked = own;
    deadlock.addAll(List.of(sentences));
    return this;
  }

  Given traffic(
      double perSecond, double usual, double completed, int inFlight, double usualInFlight) {
    return traffic(perSecond, usual, perSecond, completed, inFlight, usualInFlight);
  }

  Given traffic(
      double perSecond,
      double usual,
      double peak,
      double completed,
      int inFlight,
      double usualInFlight) {
    traffic = new Traffic(perSecond, usual, peak, completed, inFlight, usualInFlight);
    return this;
  }

  Given usually(Kind kind, String detail, double medianMillis, long count) {
    return usually(kind, detail, medianMillis, count, -1);
  }

  /** The last one completed at that time. */
  Given usually(Kind kind, String detail, double medianMillis, long count, long lastAt) {
    long median = (long) (medianMillis * 1e6);
    usual.put(kind + detail, new Baseline(count, median, 3 * median, nanos(lastAt), 1, 0));
    return this;
  }

  Given route(double medianMillis, long count) {
    return usually(Kind.OTHER, "GET /visits", medianMillis, count);
  }

  Given running(String sql, long sinceMillis) {
    running.computeIfAbsent(sql, key -> new ArrayList<>()).add(nanos(sinceMillis));
    return this;
  }

  /**
   * Seen in a look before the last, with what else hung then: the statement was in flight, others
   * were answered until.
   */
  Given hung(long at, long lastCompletedAt, String sql, long sinceMillis) {
    List<DatabaseView.Running> hung = new ArrayList<>();
    hung.add(new DatabaseView.Running(sql, nanos(sinceMillis), "GET /x", 0));
    if (!hangs.isEmpty() && hangs.get(hangs.size() - 1).atNanos == nanos(at)) {
      hung.addAll(hangs.remove(hangs.size() - 1).running);
    }
    hangs.add(DatabaseView.look(nanos(at), hung, nanos(lastCompletedAt), List.of(), unread));
    return this;
  }

  /** Those that began then came back together. */
  Given cameBack(long from, long to, String sql, long... since) {
    List<DatabaseView.Running> back = new ArrayList<>();
    for (long at : since) {
      back.add(new DatabaseView.Running(sql, nanos(at), "GET /x", 0));
    }
    releases.add(new DatabaseView.Release(nanos(from), nanos(to), back));
    return this;
  }

  Given lastCompleted(long at) {
    lastCompleted = nanos(at);
    return this;
  }

  Given connect(String error, String state, long from, long millis) {
    return connect(error, state, from, millis, null);
  }

  Given connect(String error, String state, long from, long millis, SystemLimit limit) {
    String url = "jdbc:postgresql://db:5432/shop";
    connects.add(
        new DatabaseView.Connect(nanos(from), millis * 1_000_000, url, error, state, limit));
    return this;
  }

  Given asked() {
    return askedAt(elapsed);
  }

  Given askedAt(long at) {
    inspected = true;
    asked = at;
    return this;
  }

  Given unread(int connections) {
    unread = connections;
    return this;
  }

  Given askingFailed(String why) {
    inspectionFailure = why;
    return this;
  }

  Given blocked(String waitingSql, long waitingMillis, String state, long blockerMillis) {
    inspected = true;
    blocked.add(
        new DatabaseView.Blocked(
            nanos(elapsed),
            waitingSql,
            waitingMillis,
            "4711",
            "ALTER TABLE visits ADD note text",
            state,
            blockerMillis));
    return this;
  }

  Verdict verdict() {
    return Diagnosis.of(evidence());
  }

  Evidence evidence() {
    long now = nanos(elapsed);
    List<LaneView> lanes = new ArrayList<>();
    lanes.add(lane(0, own, folded, foldedCount));
    if (!carried.isEmpty()) {
      lanes.add(lane(1, carried, Map.of(), Map.of()));
    }
    RequestView request =
        new RequestView(
            trace(1),
            new HttpView(
                "GET", "/visits", "/visits", status, bodyBytes, Map.of(), Map.of(), answer),
            peer,
            0,
            START,
            now,
            ended,
            false,
            false,
            failure,
            lanes,
            dbCalls,
            repeatedCalls,
            repeatedSql);
    GatewayView gateway =
        new GatewayView(
            "nginx",
            new Deadline(limit, Deadline.Source.SETTING, 0),
            outcome != null ? outcome : hangUp == null ? Outcome.ANSWERED : Outcome.GAVE_UP,
            hangUp == null ? 0 : 504,
            hangUp,
            hangUp == null ? -1 : limit,
            4_096);
    long last = lastCompleted == null ? now - 5_000_000 : lastCompleted;
    DatabaseView database =
        DatabaseView.look(now, running(), last, connects, unread)
            .told(blocked, inspected, asked == null ? now : nanos(asked), inspectionFailure)
            .since(connects, hangs, releases);
    return new Evidence(
        request,
        gateway,
        stalls,
        host,
        traffic,
        waits,
        samples,
        deadlock,
        deadlocked,
        database,
        pools,
        new Usuals());
  }

  static long nanos(long millis) {
    return START + millis * 1_000_000;
  }

  private List<DatabaseView.Running> running() {
    List<DatabaseView.Running> all = new ArrayList<>();
    running.forEach(
        (sql, since) -> {
          Baseline known = usual.get(Kind.DB + sql);
          long completed = known == null ? 0 : known.lastCompletedNanos;
          since.forEach(at -> all.add(new DatabaseView.Running(sql, at, "GET /x", completed)));
        });
    all.sort((a, b) -> Long.signum(a.sinceNanos - b.sinceNanos));
    return all;
  }

  private LaneView lane(
      int index, List<SegmentView> segments, Map<Kind, Long> sums, Map<Kind, Integer> counts) {
    return new LaneView(
        index, "worker-1", 1, START, nanos(elapsed), !ended, segments, sums, counts, false);
  }

  private SegmentView segment(
      Kind kind, String detail, long from, long to, int status, Failure thrown) {
    boolean open = to >= elapsed;
    return new SegmentView(kind, detail, nanos(from), nanos(to), open, 0, 0, status, null, thrown);
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

  static TraceContext trace(long span) {
    return new TraceContext(1, 2, span, 0, (byte) 0, null);
  }

  /** What {@link #usually} has told. */
  private final class Usuals implements Baselines {
    @Override
    public Baseline of(Kind kind, String detail) {
      return usual.getOrDefault(kind + detail, Baseline.NONE);
    }

    @Override
    public Baseline ofRoute(String methodAndRoute) {
      return of(Kind.OTHER, methodAndRoute);
    }
  }
}
