package io.harbinger.whole;

import static io.harbinger.whole.Received.hex;
import static io.harbinger.whole.Received.tags;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packaged agent in an application with Tomcat, HikariCP and H2, on each Java that it promises
 * to run on; the test is the gateway and the collector.
 */
@ParameterizedClass
@MethodSource("javas")
class WholeAgentIT {
  private static final int DEADLINE_MILLIS = 3_000;

  private static Received received;
  private static Origin origin;

  @Parameter String java;

  static Stream<String> javas() {
    return Origin.javas();
  }

  @BeforeParameterizedClassInvocation
  static void start(String java) throws Exception {
    received = new Received();
    origin =
        Origin.start(
            java,
            Libraries.newest(java),
            Origin.agent(
                "harbinger.gateway.deadline=" + DEADLINE_MILLIS + "ms",
                "otel.service.name=shop",
                "otel.exporter.otlp.endpoint=" + received.endpoint(),
                "otel.bsp.schedule.delay=100"));
    // the first requests of a JVM load classes and are as slow as they are
    for (String page : List.of("goods", "async", "hello")) {
      Visit.to(origin, "/shop/" + page).answer();
    }
  }

  @AfterParameterizedClassInvocation
  static void stop() throws Exception {
    origin.stop();
    assertThat(origin.says("its threads used")).containsPattern("saw \\d+ requests in \\d+ s");
    received.close();
  }

  @Test
  void saysWhatItWatchesAndWhatItFound() throws Exception {
    assertThat(origin.says("watches"))
        .contains("watches shop behind nginx (deadline 3000 ms, from the setting)")
        .contains("sends to " + received.endpoint() + "/v1/traces");
    assertThat(origin.says("listening")).contains("hikaricp", "jdbc", "tomcat");
  }

  @Test
  void leavesHealthyRequestsUntagged() throws Exception {
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      assertThat(visited(visits, "/shop/hello").body()).isEqualTo("hello");
      assertThat(visited(visits, "/shop/goods").body()).isEqualTo("lamp\ntable\n");
      assertThat(visited(visits, "/shop/async").body()).contains("table\n");
      assertThat(visited(visits, "/nowhere").status()).isEqualTo(404);
    }
    Visit last = Visit.sampled(origin, "/shop/hello");
    assertThat(last.body()).isEqualTo("hello");
    visits.add(last);

    assertThat(tags(received.server(last)))
        .containsEntry("harbinger.kept", "sampled")
        .containsEntry("harbinger.gateway.outcome", "answered")
        .containsEntry("http.response.status_code", 200L);
    for (Visit visit : visits) {
      assertThat(received.of(visit)).noneMatch(span -> tags(span).containsKey("harbinger.cause"));
    }
  }

  @Test
  void warnsOfAHangingStatementThenSaysThatTheGatewayGaveUp() throws Exception {
    Visit hanging = Visit.to(origin, "/shop/hang");
    LogRecord risk = received.event(hanging, "harbinger.request.at_risk");
    Span snapshot = received.snapshot(hanging);
    assertThat(tags(risk)).containsEntry("harbinger.gateway.outcome", "answered");
    assertThat(tags(snapshot).get("code.stacktrace").toString()).contains("sample.Shop.hang");
    // the pool's one connection is taken
    Visit waiting = Visit.to(origin, "/shop/goods");
    hanging.givesUpAfter(DEADLINE_MILLIS);
    waiting.givesUpAfter(DEADLINE_MILLIS);
    LogRecord gaveUp = received.event(hanging, "harbinger.request.gave_up");
    received.event(waiting, "harbinger.request.gave_up");
    assertThat(received.spans).noneMatch(span -> span.getSpanId().equals(risk.getSpanId()));
    assertThat(risk.getTimeUnixNano()).isLessThan(gaveUp.getTimeUnixNano());
    assertThat(Visit.to(origin, "/shop/release").status()).isEqualTo(200);

    Span failed = received.server(hanging);
    assertThat(hex(failed.getParentSpanId())).isEqualTo(hanging.callersSpanId);
    assertThat(failed.getSpanId()).isEqualTo(risk.getSpanId());
    assertThat(snapshot.getParentSpanId()).isEqualTo(failed.getSpanId());
    assertThat(failed.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(tags(failed))
        .containsEntry("harbinger.cause", "timeout.slow_query")
        .containsEntry("error.type", "timeout.slow_query")
        .containsEntry("harbinger.gateway.outcome", "gave_up")
        .containsEntry("harbinger.gateway.status", 504L)
        .containsEntry("harbinger.gateway.deadline_ms", (long) DEADLINE_MILLIS)
        .containsEntry("http.response.status_code", 200L)
        .containsEntry("harbinger.kept", "gave_up");
    assertLedgerAddsUp(failed);

    Span victim = received.server(waiting);
    assertThat(tags(victim))
        .containsEntry("harbinger.cause", "timeout.slow_query")
        .containsEntry("harbinger.gateway.outcome", "gave_up");
    assertThat(tags(victim).get("harbinger.symptoms").toString()).contains("pool_exhausted");
    assertThat(tags(victim).get("harbinger.culprit").toString()).contains("/shop/hang");
    assertThat(victim.getLinksList())
        .anyMatch(link -> hex(link.getTraceId()).equals(hanging.traceId));
    assertLedgerAddsUp(victim);
    assertNoSpanIdTwice();
  }

  @Test
  void findsTheStatementOfAnAsynchronousRequest() throws Exception {
    Visit hanging = Visit.to(origin, "/shop/async-hang");
    hanging.givesUpAfter(DEADLINE_MILLIS);
    received.event(hanging, "harbinger.request.gave_up");
    assertThat(Visit.to(origin, "/shop/release").status()).isEqualTo(200);
    Span failed = received.server(hanging);
    assertThat(tags(failed))
        .containsEntry("harbinger.cause", "timeout.slow_query")
        .containsEntry("harbinger.gateway.outcome", "gave_up");
    assertLedgerAddsUp(failed);
  }

  @Test
  void blamesTheCodeForItsException() throws Exception {
    Visit visit = Visit.to(origin, "/shop/boom");
    assertThat(visit.status()).isEqualTo(500);
    Span failed = received.server(visit);
    assertThat(tags(failed))
        .containsEntry("harbinger.cause", "code.exception")
        .containsEntry("error.type", "java.lang.IllegalStateException")
        .containsEntry("harbinger.gateway.outcome", "answered")
        .containsEntry("http.response.status_code", 500L);
    assertThat(failed.getEventsList())
        .singleElement()
        .matches(e -> e.getName().equals("exception"));
  }

  @Test
  void followsAnAsynchronousRequestToItsThread() throws Exception {
    Visit visit = Visit.sampled(origin, "/shop/async");
    assertThat(visit.body()).contains("table\n");
    Span span = received.server(visit);
    assertThat(tags(span))
        .containsEntry("http.response.status_code", 200L)
        .containsEntry("harbinger.db.calls", 1L)
        .doesNotContainKey("harbinger.cause");
  }

  @Test
  void carriesTheTraceToOtherServices() throws Exception {
    BlockingQueue<String> parents = new LinkedBlockingQueue<>();
    InetSocketAddress any = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
    HttpServer stock = HttpServer.create(any, 0);
    stock.createContext(
        "/stock",
        exchange -> {
          parents.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    stock.start();
    try {
      Visit visit = Visit.sampled(origin, "/shop/call?port=" + stock.getAddress().getPort());
      assertThat(visit.body()).isEqualTo("204");
      String[] parent = parents.poll(60, TimeUnit.SECONDS).split("-");
      assertThat(parent).hasSize(4);
      assertThat(parent[1]).isEqualTo(visit.traceId);
      assertThat(parent[2]).isEqualTo(hex(received.call(visit).getSpanId()));
      assertThat(parent[3]).isEqualTo("01");
    } finally {
      stock.stop(0);
    }
  }

  private Visit visited(List<Visit> visits, String path) throws IOException {
    Visit visit = Visit.to(origin, path);
    visits.add(visit);
    return visit;
  }

  private static void assertLedgerAddsUp(Span span) {
    Map<String, Object> tags = tags(span);
    double sum =
        tags.keySet().stream()
            .filter(name -> name.startsWith("harbinger.ledger."))
            .mapToDouble(name -> (Double) tags.get(name))
            .sum();
    double millis = (span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / 1e6;
    assertThat(sum).isCloseTo(millis, within(0.1));
  }

  private void assertNoSpanIdTwice() {
    assertThat(received.spans.stream().map(span -> hex(span.getSpanId())).toList())
        .doesNotHaveDuplicates();
  }
}
