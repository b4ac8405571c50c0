package io.harbinger.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.harbinger.log.Log;
import io.harbinger.signal.AcceptQueue;
import io.harbinger.signal.Host;
import io.harbinger.signal.HostView;
import io.harbinger.signal.Stall;
import io.harbinger.timeline.Limits;
import io.harbinger.timeline.RequestEnd;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.Timeline;
import io.harbinger.timeline.TimelineRecorder;
import io.harbinger.watch.Condition;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricsTest {
  private final Log log =
      new Log(new PrintStream(new ByteArrayOutputStream()), System::nanoTime, Log.Level.INFO);
  private final Map<String, String> otel = new HashMap<>();
  private final AtomicLong clock = new AtomicLong(1);
  private final List<Stall> stalls = new ArrayList<>();
  private final HostView host = new HostView();
  private TimelineRecorder recorder;
  private Collector collector;

  @BeforeEach
  void start() throws IOException {
    collector = new Collector();
    otel.put("otel.exporter.otlp.endpoint", collector.endpoint());
    recorder =
        new TimelineRecorder(
            clock::get,
            () -> 1_700_000_000_000_000_000L,
            new Limits(),
            List.of(),
            new Nothing(),
            log);
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  @Test
  void longRequestsKeepTheirPlaceInAnExponentialHistogram() throws Exception {
    request("/slow", 200, 60_000);
    request("/slow", 200, 20);
    request("/slow", 500, 30);
    Map<String, Metric> metrics = exported();
    Metric durations = metrics.get("http.server.request.duration");
    assertThat(durations.getUnit()).isEqualTo("s");
    assertThat(durations.getExponentialHistogram().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    ExponentialHistogramDataPoint good =
        durations.getExponentialHistogram().getDataPointsList().stream()
            .filter(p -> attributes(p).get("http.response.status_code").equals(200L))
            .findFirst()
            .orElseThrow();
    assertThat(attributes(good))
        .containsEntry("http.request.method", "GET")
        .containsEntry("http.route", "/slow")
        .doesNotContainKey("error.type");
    assertThat(good.getCount()).isEqualTo(2);
    assertThat(good.getSum()).isCloseTo(60.02, within(0.001));
    assertThat(good.getMax()).isCloseTo(60, within(4.0));
    double base = Math.pow(2, Math.pow(2, -good.getScale()));
    int top = good.getPositive().getOffset() + good.getPositive().getBucketCountsCount();
    assertThat(Math.pow(base, top)).isCloseTo(60, within(5.0));
    assertThat(good.getPositive().getBucketCountsList().stream().mapToLong(l -> l).sum())
        .isEqualTo(2);
  }

  @Test
  void countsRequestsByVerdictAndOutcome() throws Exception {
    request("/orders/{id}", 200, 5);
    request("/orders/{id}", 200, 5);
    request("/orders/{id}", 200, 5);
    Map<String, Metric> metrics = exported(export -> export.outbox().kept(Examples.givenUp()));
    assertThat(metrics.get("harbinger.requests").getSum().getIsMonotonic()).isTrue();
    Map<Map<String, Object>, Double> counts =
        metrics.get("harbinger.requests").getSum().getDataPointsList().stream()
            .collect(
                Collectors.toMap(
                    p -> Collector.attributes(p.getAttributesList()), p -> p.getAsDouble()));
    assertThat(counts)
        .containsOnly(
            Map.entry(
                Map.of("http.route", "/orders/{id}", "harbinger.gateway.outcome", "answered"), 2.0),
            Map.entry(
                Map.of(
                    "http.route",
                    "/orders/{id}",
                    "harbinger.gateway.outcome",
                    "gave_up",
                    "harbinger.cause",
                    "timeout.slow_query"),
                1.0));
  }

  @Test
  void saysWhichConditionsHoldAndHowLongItTakes() throws Exception {
    Map<String, Metric> metrics =
        exported(
            export ->
                export
                    .outbox()
                    .condition(
                        new Condition("overload.heap_exhausted", "heap", true, 9, 10, 40, "x", 1)));
    assertThat(metrics.get("harbinger.condition").getGauge().getDataPoints(0).getAsDouble())
        .isEqualTo(1);
    assertThat(
            metrics.get("harbinger.time_to_exhaustion").getGauge().getDataPoints(0).getAsDouble())
        .isEqualTo(40);
  }

  @Test
  void throttlingAndBacklogComeFromTheSignals() throws Exception {
    host.acceptQueues.add(new AcceptQueue(8080, 3, -1, 0, 0, null));
    host.throttledShare = 0.5;
    Map<String, Metric> metrics = exported();
    assertThat(metrics.get("harbinger.backlog.size").getSum().getDataPoints(0).getAsDouble())
        .isEqualTo(3);
    assertThat(metrics).containsKey("harbinger.cpu.throttled");
    assertThat(metrics).doesNotContainKey("harbinger.backlog.limit");
  }

  @Test
  void aStallIsCountedByTheReadingInWhichItEnds() {
    AtomicLong now = new AtomicLong();
    HostMetrics metrics = new HostMetrics(new FixedHost(), now::get);
    stalls.add(new Stall(Stall.Reason.GC, 100, 300_000_100, "G1 Young Generation, x"));
    now.set(200_000_000);
    Measurements first = new Measurements();
    metrics.read(first);
    assertThat(first.points).doesNotContainKey(Meters.STALL);
    now.set(400_000_000);
    Measurements second = new Measurements();
    metrics.read(second);
    assertThat(second.points.get(Meters.STALL).keySet())
        .singleElement()
        .hasToString("{harbinger.stall.reason=\"gc\"}");
    assertThat(second.points.get(Meters.JVM_GC_DURATION).values())
        .singleElement()
        .satisfies(point -> assertThat(point.value).isEqualTo(0.3));
    now.set(500_000_000);
    Measurements third = new Measurements();
    metrics.read(third);
    assertThat(third.points.get(Meters.STALL).values())
        .singleElement()
        .satisfies(point -> assertThat(point.value).isEqualTo(0.3));
  }

  @Test
  void theJvmAndHarbingerItselfAreMeasured() throws Exception {
    assertThat(exported().keySet())
        .contains(
            "jvm.memory.used",
            "jvm.memory.committed",
            "jvm.thread.count",
            "jvm.class.count",
            "jvm.cpu.time",
            "jvm.cpu.count",
            "http.server.active_requests",
            "harbinger.self.cpu",
            "harbinger.self.allocated",
            "harbinger.self.kept",
            "harbinger.self.forgotten",
            "harbinger.self.dropped",
            "harbinger.self.thinned",
            "harbinger.self.errors");
  }

  @Test
  void deltasGiveWhatCameSinceTheReadingBefore() throws Exception {
    MetricReading reading = new MetricReading(true, 5, log);
    List<Double> totals = new ArrayList<>(List.of(10.0, 13.0));
    reading.sources = List.of(into -> into.value(Meters.SELF_KEPT, totals.remove(0)));
    Scene scene = new Scene(io.opentelemetry.sdk.resources.Resource.empty(), "1", 9, true, false);
    reading.read(scene, 100);
    var second = reading.read(scene, 200).get(0).getDoubleSumData().getPoints().iterator().next();
    assertThat(second.getValue()).isEqualTo(3);
    assertThat(second.getStartEpochNanos()).isEqualTo(100);
  }

  private void request(String route, int status, long millis) {
    Object request = recorder.requestStarted();
    recorder.method(request, "GET");
    recorder.path(request, route);
    recorder.route(route);
    clock.addAndGet(millis * 1_000_000);
    recorder.requestEnded(request, status, 0, null);
    recorder.requestClosed(request);
  }

  private Map<String, Metric> exported() throws InterruptedException {
    return exported(export -> {});
  }

  /** Closing sends the metrics a last time. */
  private Map<String, Metric> exported(java.util.function.Consumer<Export> before)
      throws InterruptedException {
    Export export = Export.start(ExportSettings.of(otel, text -> Map.of(), "1", "shop"), log);
    export.measure(recorder, new FixedHost());
    before.accept(export);
    export.close(20_000);
    Map<String, Metric> metrics =
        collector.metrics.stream().collect(Collectors.toMap(Metric::getName, m -> m));
    assertThat(metrics.keySet()).isSubsetOf(known());
    return metrics;
  }

  private static Set<String> known() {
    return java.util.Arrays.stream(Meters.values())
        .map(meter -> meter.label)
        .collect(Collectors.toSet());
  }

  private static Map<String, Object> attributes(ExponentialHistogramDataPoint point) {
    return Collector.attributes(point.getAttributesList());
  }

  /** Nothing is kept. */
  private static final class Nothing implements RequestEnd {
    @Override
    public boolean keeps(Timeline ended, int status, boolean failed) {
      return false;
    }

    @Override
    public void take(RequestView view, Object attachment, long silentNanos) {
      throw new AssertionError();
    }
  }

  private final class FixedHost implements Host {
    @Override
    public HostView between(long fromNanos, long toNanos) {
      return host;
    }

    @Override
    public HostView now() {
      return host;
    }

    @Override
    public List<Stall> stalls(long fromNanos, long toNanos) {
      return stalls;
    }
  }
}
