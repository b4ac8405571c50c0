package io.harbinger.whole;

import static io.harbinger.whole.Received.tags;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** One application on a Tomcat with javax servlets and on one with jakarta servlets. */
class SameSpansIT {
  private static final int DEADLINE_MILLIS = 2_000;

  /** Symptoms may come from the host, which both share with others. */
  private static final String NOT_COMPARED =
      "thread\\..*|harbinger\\.(ledger\\..*|symptoms|causes)";

  @Test
  void tellTheSameOfJavaxAndOfJakarta() throws Exception {
    FutureTask<Map<String, Map<String, Object>>> other =
        new FutureTask<>(() -> spans(Libraries.JAKARTA));
    new Thread(other, "jakarta").start();
    Map<String, Map<String, Object>> javax = spans(Libraries.JAVAX);
    Map<String, Map<String, Object>> jakarta = other.get();
    assertThat(javax).containsOnlyKeys("/shop/hang", "/shop/boom", "/shop/async", "/nowhere");
    assertThat(javax.get("/shop/hang")).containsEntry("harbinger.cause", "timeout.slow_query");
    assertThat(jakarta).isEqualTo(javax);
  }

  private static Map<String, Map<String, Object>> spans(Libraries libraries) throws Exception {
    try (Received received = new Received()) {
      Origin origin =
          Origin.start(
              Origin.running(),
              libraries,
              Origin.agent(
                  "harbinger.gateway.deadline=" + DEADLINE_MILLIS + "ms",
                  "otel.exporter.otlp.endpoint=" + received.endpoint(),
                  "otel.bsp.schedule.delay=100"));
      Map<String, Map<String, Object>> spans = new TreeMap<>();
      Visit hanging = Visit.to(origin, "/shop/hang");
      hanging.givesUpAfter(DEADLINE_MILLIS);
      received.event(hanging, "harbinger.request.gave_up");
      Visit.to(origin, "/shop/release").answer();
      Visit boom = Visit.to(origin, "/shop/boom");
      Visit async = Visit.sampled(origin, "/shop/async?colour=red");
      Visit nowhere = Visit.sampled(origin, "/nowhere");
      for (Visit visit : List.of(boom, async, nowhere)) {
        visit.answer();
      }
      for (Visit visit : List.of(hanging, boom, async, nowhere)) {
        Span span = received.server(visit);
        spans.put(tags(span).get("url.path").toString(), stable(span));
      }
      origin.stop();
      return spans;
    }
  }

  /** Without ids, times and threads; of what is measured, that it is there. */
  private static Map<String, Object> stable(Span span) {
    Map<String, Object> stable = new TreeMap<>();
    tags(span).forEach((name, value) -> stable.put(name, stable(name, value)));
    stable.keySet().removeIf(name -> name.matches(NOT_COMPARED));
    if ((Long) tags(span).get("http.response.status_code") >= 400) {
      // because Tomcat's own error page has its version in it
      stable.remove("http.response.body.size");
    }
    stable.put("name", span.getName());
    stable.put("kind", span.getKind());
    stable.put("status", span.getStatus());
    stable.put("events", span.getEventsList().stream().map(Span.Event::getName).toList());
    return stable;
  }

  private static Object stable(String name, Object value) {
    if (value instanceof Double || name.equals("harbinger.gateway.hangup_ms")) {
      return "measured";
    }
    // sentences with figures in them
    return name.matches("harbinger\\.(evidence|culprit)")
        ? value.toString().replaceAll("[0-9.]+", "#")
        : value;
  }
}
