package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import io.harbinger.gateway.Deadline;
import io.harbinger.gateway.GatewayView;
import io.harbinger.gateway.HangUp;
import io.harbinger.gateway.Outcome;
import io.harbinger.timeline.AnswerView;
import io.harbinger.timeline.Baseline;
import io.harbinger.timeline.Baselines;
import io.harbinger.timeline.Failure;
import io.harbinger.timeline.HttpView;
import io.harbinger.timeline.LaneView;
import io.harbinger.timeline.Peer;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.SegmentView;
import io.harbinger.timeline.TraceContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the request did and what became of it; times in milliseconds since its start. */
abstract class GivenRequest {
  static final String VISITS = "SELECT v.id, v.day FROM visits v WHERE v.pet_id = ?";
  static final String OWNERS = "SELECT o.id FROM owners o WHERE o.name LIKE ?";
  static final long START = -5_000_000_000L; // nanoTime may be negative

  long elapsed = 3000;
  private boolean ended;
  private int status;
  private Failure failure;
  private HangUp hangUp;
  private Outcome outcome;
  private Peer peer;
  private long bodyBytes = -1;
  private AnswerView answer = AnswerView.NONE;
  private long limit = 3000;
  private int dbCalls;
  private int repeatedCalls;
  private String repeatedSql;
  private final List<SegmentView> own = new ArrayList<>();
  private final List<SegmentView> carried = new ArrayList<>();
  private final Map<Kind, Long> folded = new EnumMap<>(Kind.class);
  private final Map<Kind, Integer> foldedCount = new EnumMap<>(Kind.class);
  final Map<String, Baseline> usual = new HashMap<>();

  abstract Given itself();

  /** A request that runs for so long; it ends there only after {@link #answered}. */
  Given lasting(long millis) {
    elapsed = millis;
    return itself();
  }

  Given deadline(long millis) {
    limit = millis;
    return itself();
  }

  Given answered(int status) {
    ended = true;
    this.status = status;
    return itself();
  }

  Given threw(String chain, String message, String sqlState) {
    String stack =
        "org.springframework.Web.go(Web.java:1)\ncom.example.Shop.pay(Shop.java:12)\njava.lang.Thread.run(Thread.java:1)";
    failure = new Failure(chain.split(" < ")[0], message, stack, sqlState, chain);
    return itself();
  }

  Given gaveUp(long at) {
    hangUp = new HangUp(HangUp.Source.FIN, nanos(at - 100), nanos(at));
    return itself();
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
    return itself();
  }

  Given segment(Kind kind, String detail, long from, long to) {
    own.add(segment(kind, detail, from, to, 0, null));
    return itself();
  }

  Given failed(Kind kind, String detail, long from, long to, int status, String chain) {
    Failure thrown =
        chain == null ? null : new Failure(chain.split(" < ")[0], "it failed", null, null, chain);
    own.add(segment(kind, detail, from, to, status, thrown));
    return itself();
  }

  /** A statement that the database answered with that state. */
  Given refused(String sql, long from, long to, String state, String chain) {
    Failure thrown = new Failure(chain.split(" < ")[0], "it refused", null, state, chain);
    own.add(segment(Kind.DB, sql, from, to, 0, thrown));
    return itself();
  }

  Given inAnotherLane(Kind kind, String detail, long from, long to) {
    carried.add(segment(kind, detail, from, to, 0, null));
    return itself();
  }

  Given shortCalls(Kind kind, String sql, int calls, long millis) {
    folded.put(kind, millis * 1_000_000);
    foldedCount.put(kind, calls);
    dbCalls = calls;
    repeatedCalls = calls;
    repeatedSql = sql;
    return itself();
  }

  Given usually(Kind kind, String detail, double medianMillis, long count) {
    return usually(kind, detail, medianMillis, count, -1);
  }

  /** The last one completed at that time. */
  Given usually(Kind kind, String detail, double medianMillis, long count, long lastAt) {
    long median = (long) (medianMillis * 1e6);
    usual.put(kind + detail, new Baseline(count, median, 3 * median, nanos(lastAt), 1, 0));
    return itself();
  }

  Given route(double medianMillis, long count) {
    return usually(Kind.OTHER, "GET /visits", medianMillis, count);
  }

  static long nanos(long millis) {
    return START + millis * 1_000_000;
  }

  RequestView request() {
    List<LaneView> lanes = new ArrayList<>();
    lanes.add(lane(0, own, folded, foldedCount));
    if (!carried.isEmpty()) {
      lanes.add(lane(1, carried, Map.of(), Map.of()));
    }
    return new RequestView(
        trace(1),
        new HttpView("GET", "/visits", "/visits", status, bodyBytes, Map.of(), Map.of(), answer),
        peer,
        0,
        START,
        nanos(elapsed),
        ended,
        false,
        false,
        failure,
        lanes,
        dbCalls,
        repeatedCalls,
        repeatedSql);
  }

  GatewayView gateway() {
    return new GatewayView(
        "nginx",
        new Deadline(limit, Deadline.Source.SETTING, 0),
        outcome != null ? outcome : hangUp == null ? Outcome.ANSWERED : Outcome.GAVE_UP,
        hangUp == null ? 0 : 504,
        hangUp,
        hangUp == null ? -1 : limit,
        4_096);
  }

  Baselines baselines() {
    return new Usuals();
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
