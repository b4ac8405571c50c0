package io.harbinger.export;

import io.harbinger.bridge.Kind;
import io.harbinger.cause.Confidence;
import io.harbinger.cause.Finding;
import io.harbinger.cause.Verdict;
import io.harbinger.gateway.Deadline;
import io.harbinger.gateway.GatewayView;
import io.harbinger.gateway.HangUp;
import io.harbinger.gateway.Outcome;
import io.harbinger.timeline.Failure;
import io.harbinger.timeline.HttpView;
import io.harbinger.timeline.LaneView;
import io.harbinger.timeline.Peer;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.SegmentView;
import io.harbinger.timeline.TraceContext;
import io.harbinger.watch.KeptRequest;
import io.harbinger.watch.Warning;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Requests as the watcher hands them over. */
final class Examples {
  static final long EPOCH = 1_700_000_000_000_000_000L;
  static final long SECOND = 1_000_000_000L;
  static final TraceContext TRACE =
      new TraceContext(0xABCL, 0xDEFL, 0x11L, 0x22L, (byte) 1, "vendor=x");
  static final TraceContext HOLDER = new TraceContext(0x1L, 0x2L, 0x33L, 0, (byte) 0, null);

  private Examples() {}

  /**
   * Waited a second for the pool, then three for a statement that its end found running; status 0:
   * it still runs.
   */
  static RequestView request(int status, Failure failure) {
    SegmentView wait =
        new SegmentView(Kind.POOL_WAIT, "HikariPool-1", 0, SECOND, false, 0, 0, 0, null, null);
    SegmentView query =
        new SegmentView(
            Kind.DB,
            "select * from orders where card = '4111'",
            SECOND,
            0,
            true,
            0,
            0x44L,
            0,
            "HikariPool-1",
            null);
    SegmentView call =
        new SegmentView(
            Kind.CALL,
            "stock.example:8443",
            2 * SECOND,
            3 * SECOND,
            false,
            1,
            0x55L,
            503,
            "GET",
            null);
    LaneView lane =
        new LaneView(
            0,
            "http-nio-8080-exec-1",
            42,
            0,
            4 * SECOND,
            status == 0,
            List.of(wait, query, call),
            Map.of(),
            Map.of(),
            false);
    return new RequestView(
        TRACE,
        new HttpView(
            "GET",
            "/orders/7",
            "/orders/{id}",
            status,
            12,
            Map.of(),
            Map.of(
                "url.query", "page=2&access_token=abc",
                "url.scheme", "https",
                "server.address", "shop.example",
                "server.port", "443",
                "user_agent.original", "curl/8",
                "network.protocol.version", "1.1")),
        new Peer("127.0.0.1", 4711, 8080),
        EPOCH,
        0,
        4 * SECOND,
        status != 0,
        false,
        false,
        failure,
        List.of(lane),
        37,
        30,
        "select ?");
  }

  static KeptRequest givenUp() {
    return new KeptRequest(request(200, null), gateway(Outcome.GAVE_UP), verdict(), "gave_up");
  }

  static KeptRequest healthy() {
    GatewayView gateway = new GatewayView("nginx", deadline(), Outcome.ANSWERED, 0, null, -1);
    return new KeptRequest(request(200, null), gateway, null, "example");
  }

  static KeptRequest failed() {
    Failure failure =
        new Failure("java.lang.IllegalStateException", "no", "at a.B", null, "IllegalState");
    GatewayView gateway = new GatewayView("nginx", deadline(), Outcome.ANSWERED, 0, null, -1);
    return new KeptRequest(request(500, failure), gateway, null, "error");
  }

  static Warning warning(Warning.What what) {
    return new Warning(
        what,
        request(0, null),
        gateway(what == Warning.What.GAVE_UP ? Outcome.GAVE_UP : Outcome.ANSWERED),
        verdict(),
        "com.example.Orders.load(Orders.java:7)\ncom.example.Web.get(Web.java:9)",
        "TIMED_WAITING",
        EPOCH + SECOND);
  }

  static GatewayView gateway(Outcome outcome) {
    boolean up = outcome == Outcome.GAVE_UP;
    return new GatewayView(
        "nginx",
        deadline(),
        outcome,
        up ? 504 : 0,
        up ? new HangUp(HangUp.Source.FIN, SECOND, 2 * SECOND) : null,
        up ? 3001 : -1);
  }

  private static Deadline deadline() {
    return new Deadline(3000, Deadline.Source.SETTING, 15);
  }

  static Verdict verdict() {
    Map<Kind, Long> ledger = new EnumMap<>(Kind.class);
    ledger.put(Kind.POOL_WAIT, SECOND);
    ledger.put(Kind.DB, 2_500_000L);
    ledger.put(Kind.GC, 0L);
    Finding root =
        new Finding(
            "timeout.slow_query",
            4,
            Confidence.PROBABLE,
            0.75,
            "SELECT orders",
            "GET /report held it",
            HOLDER,
            List.of("10 of 10 connections are busy", "p99 is 12 ms"),
            "Add an index");
    Finding next =
        new Finding(
            "timeout.pool_undersized",
            5,
            Confidence.POSSIBLE,
            0.25,
            null,
            null,
            null,
            List.of(),
            null);
    return new Verdict(root, List.of(next), List.of("pool_exhausted"), ledger);
  }
}
