package io.harbinger.whole;

import static io.harbinger.export.Collector.attributes;

import com.google.protobuf.ByteString;
import io.harbinger.export.Collector;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What has left an origin so far, in the order of arrival; belongs to the test's thread. */
final class Received implements AutoCloseable {
  final List<Span> spans = new ArrayList<>();
  final List<LogRecord> events = new ArrayList<>();

  private final Collector collector = new Collector();

  Received() throws IOException {}

  String endpoint() {
    return collector.endpoint();
  }

  /** The span of the request itself. */
  Span server(Visit visit) throws InterruptedException {
    return span(visit, span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER);
  }

  Span snapshot(Visit visit) throws InterruptedException {
    return span(visit, span -> span.getName().equals("harbinger.snapshot"));
  }

  Span call(Visit visit) throws InterruptedException {
    return span(visit, span -> span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT);
  }

  LogRecord event(Visit visit, String name) throws InterruptedException {
    return await(
        collector.events,
        events,
        event -> event.getEventName().equals(name) && hex(event.getTraceId()).equals(visit.traceId),
        name + " of " + visit + ", trace " + visit.traceId);
  }

  /** A condition of the whole process, such as {@code harbinger.condition.started}. */
  LogRecord condition(String name, String resource) throws InterruptedException {
    return conditionLike(name, Pattern.quote(resource));
  }

  LogRecord conditionLike(String name, String resources) throws InterruptedException {
    return await(
        collector.events,
        events,
        event -> isCondition(event, name, resources),
        name + " of " + resources);
  }

  /** It has arrived already. */
  boolean conditionCame(String name, String resource) {
    drain();
    return events.stream().anyMatch(event -> isCondition(event, name, Pattern.quote(resource)));
  }

  private static boolean isCondition(LogRecord event, String name, String resources) {
    return event.getEventName().equals(name)
        && tags(event).getOrDefault("harbinger.resource", "").toString().matches(resources);
  }

  /** What a lint has found about a resource. */
  LogRecord lint(String check, String resource) throws InterruptedException {
    return await(collector.events, events, event -> isLint(event, check, resource), check);
  }

  static boolean isLint(LogRecord event, String check, String resource) {
    return event.getEventName().equals("harbinger.lint")
        && check.equals(tags(event).get("harbinger.lint.check"))
        && resource.equals(tags(event).get("harbinger.resource"));
  }

  /** Those that came already. */
  List<Span> of(Visit visit) {
    drain();
    return spans.stream().filter(span -> hex(span.getTraceId()).equals(visit.traceId)).toList();
  }

  static Map<String, Object> tags(Span span) {
    return attributes(span.getAttributesList());
  }

  static Map<String, Object> tags(LogRecord event) {
    return attributes(event.getAttributesList());
  }

  static String hex(ByteString id) {
    StringBuilder hex = new StringBuilder();
    id.forEach(b -> hex.append(String.format("%02x", b)));
    return hex.toString();
  }

  /** Takes in what has arrived. */
  void drain() {
    collector.spans.drainTo(spans);
    collector.events.drainTo(events);
  }

  @Override
  public void close() {
    collector.close();
  }

  private Span span(Visit visit, Predicate<Span> is) throws InterruptedException {
    return await(
        collector.spans,
        spans,
        span -> is.test(span) && hex(span.getTraceId()).equals(visit.traceId),
        "span of " + visit + ", trace " + visit.traceId);
  }

  private static <T> T await(BlockingQueue<T> queue, List<T> seen, Predicate<T> wanted, String what)
      throws InterruptedException {
    for (T before : seen) {
      if (wanted.test(before)) {
        return before;
      }
    }
    while (true) {
      T next = queue.poll(60, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("no " + what + " arrived, " + seen.size() + " others did");
      }
      seen.add(next);
      if (wanted.test(next)) {
        return next;
      }
    }
  }
}
