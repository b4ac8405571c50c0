package io.harbinger.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.cause.Confidence;
import io.harbinger.cause.Finding;
import io.harbinger.gateway.Deadline;
import io.harbinger.gateway.GatewayView;
import io.harbinger.gateway.Outcome;
import io.harbinger.log.Log;
import io.harbinger.timeline.Limits;
import io.harbinger.timeline.RequestEnd;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.Timeline;
import io.harbinger.timeline.TimelineRecorder;
import io.harbinger.watch.Telegraph;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TelegramsTest {
  private static final long AT = 1_700_000_000_123_000_000L;
  private static final Finding FULL =
      new Finding(
          "overload.heap_exhausted",
          2,
          Confidence.PROBABLE,
          0.6,
          "heap",
          null,
          null,
          List.of("97 % of it – still in use.", "Collections took 60 % of the time."),
          "Raise -Xmx.");
  private static final Deadline DEADLINE = new Deadline(3_000, Deadline.Source.SETTING, 0);
  private static final GatewayView RUNNING =
      new GatewayView("nginx", DEADLINE, Outcome.ANSWERED, 0, null, -1);
  private static final GatewayView GAVE_UP =
      new GatewayView("nginx", DEADLINE, Outcome.GAVE_UP, 504, null, -1);

  private final AtomicLong clock = new AtomicLong(1);
  private final Log log = new Log(System.err, clock::get, Log.Level.OFF);
  private final LongAdder lost = new LongAdder();
  private final Map<String, String> otel = new HashMap<>();
  private TimelineRecorder recorder;
  private Collector collector;

  @BeforeEach
  void start() throws Exception {
    collector = new Collector();
    otel.put("otel.exporter.otlp.endpoint", collector.endpoint());
    recorder =
        new TimelineRecorder(clock::get, clock::get, new Limits(), List.of(), new Nobody(), log);
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  @Test
  void saysTheSameAsTheEventOfAWatcherThatHasMemory() throws Exception {
    Timeline request = request("/search/é");
    Telegraph telegraph = prepared();
    telegraph.say(request, true, 3_240_000_000L, 0.75, AT);
    sent(telegraph);

    LogRecord event = collector.event();
    RequestView view = request.view(2);
    assertThat(event.getEventName()).isEqualTo("harbinger.request.gave_up");
    assertThat(hex(event.getTraceId().toByteArray())).isEqualTo(Ids.of(view.trace).getTraceId());
    assertThat(hex(event.getSpanId().toByteArray())).isEqualTo(Ids.of(view.trace).getSpanId());
    assertThat(event.getTimeUnixNano()).isEqualTo(AT);
    assertThat(event.getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_ERROR);
    assertThat(event.getBody().getStringValue())
        .isEqualTo(
            "GET /search/é was given up by the gateway after 3.2 s of 3.0 s:"
                + " overload.heap_exhausted");
    assertThat(Collector.attributes(event.getAttributesList()))
        .containsEntry("harbinger.cause", "overload.heap_exhausted")
        .containsEntry("harbinger.cause.confidence", "probable")
        .containsEntry("harbinger.cause.share", 0.75)
        .containsEntry("harbinger.evidence", FULL.evidence)
        .containsEntry("harbinger.remedy", "Raise -Xmx.")
        .containsEntry("harbinger.gateway.outcome", "gave_up")
        .containsEntry("harbinger.gateway.status", 504L)
        .containsEntry("harbinger.gateway.deadline_ms", 3_000L)
        .containsEntry("harbinger.gateway.deadline_source", "setting")
        .containsEntry("http.request.method", "GET")
        .containsEntry("url.path", "/search/é");
  }

  @Test
  void theVisitorOfARunningRequestHasNoStatusYet() throws Exception {
    Telegraph telegraph = prepared();
    telegraph.say(request("/"), false, 1_000_000_000L, 0.5, AT);
    sent(telegraph);

    LogRecord event = collector.event();
    assertThat(event.getEventName()).isEqualTo("harbinger.request.at_risk");
    assertThat(Collector.attributes(event.getAttributesList()))
        .doesNotContainKey("harbinger.gateway.status");
  }

  @Test
  void manyArriveAndWhatWasTakenBackDoesNot() throws Exception {
    Telegraph telegraph = prepared();
    for (int post = 0; post < 3; post++) {
      for (int i = 0; i < 100; i++) {
        assertThat(telegraph.say(request("/" + post + "/" + i), true, 1, 1, AT)).isTrue();
      }
      telegraph.say(request("/taken-back"), true, 1, 1, AT);
      telegraph.takeBack();
      sent(telegraph);
      for (int i = 0; i < 100; i++) {
        assertThat(collector.event().getBody().getStringValue())
            .startsWith("GET /" + post + "/" + i + " ");
      }
    }
    assertThat(collector.events).isEmpty();
  }

  @Test
  void whatFindsNoRoomIsSaidLater() throws Exception {
    Telegraph telegraph = prepared();
    Timeline request = request("/");
    int said = 0;
    while (telegraph.say(request, true, 1, 1, AT)) {
      said++;
    }
    sent(telegraph);
    for (int i = 0; i < said; i++) {
      collector.event();
    }
    assertThat(said).isGreaterThan(100);
    assertThat(telegraph.say(request, true, 1, 1, AT)).isTrue();
  }

  @Test
  void allocatesNothingOnceItStands() throws Exception {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Telegraph telegraph = prepared();
    Timeline request = request("/search");
    for (int i = 0; i < 20; i++) {
      telegraph.say(request, true, i, 0.5, AT);
      sent(telegraph);
    }
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    for (int i = 0; i < 100; i++) {
      telegraph.say(request, true, i, 0.5, AT);
    }
    long saying = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertThat(saying).isLessThan(100);
  }

  @Test
  void practisesWithoutAWordBeforeThereIsSomethingToSay() throws Exception {
    Timeline request = request("/search");
    Telegraph telegraph = prepared();
    while (collector.requests.isEmpty()) {
      telegraph.prepare(FULL, RUNNING, GAVE_UP, request);
      Thread.onSpinWait(); // the connection is being made
    }
    telegraph.say(request, false, 1, 1, AT);
    sent(telegraph);
    assertThat(collector.event().getEventName()).isEqualTo("harbinger.request.at_risk");
    assertThat(collector.events).isEmpty();
    assertThat(lost.sum()).isZero();
  }

  @Test
  void aCollectorThatIsNotThereCostsNothing() throws Exception {
    otel.put("otel.exporter.otlp.endpoint", "http://127.0.0.1:1");
    Telegraph telegraph = prepared();
    telegraph.say(request("/"), true, 1, 1, AT);
    for (int i = 0; i < 10; i++) {
      telegraph.send();
    }
    telegraph.close();
    assertThat(lost.sum()).isOne();
  }

  @Test
  void onlyPlainHttpIsSpokenInThisWay() {
    otel.put("otel.exporter.otlp.endpoint", "https://127.0.0.1:4318");
    assertThat(telegraph()).isSameAs(Telegraph.NONE);
    otel.put("otel.exporter.otlp.endpoint", "http://127.0.0.1:4317");
    otel.put("otel.exporter.otlp.protocol", "grpc");
    assertThat(telegraph()).isSameAs(Telegraph.NONE);
  }

  /** Sends until it has been taken, which a connection that is being made delays. */
  private void sent(Telegraph telegraph) {
    int before = collector.requests.size();
    while (collector.requests.size() == before) {
      telegraph.send();
      Thread.onSpinWait();
    }
  }

  private Telegraph prepared() {
    Telegraph telegraph = telegraph();
    assertThat(telegraph.prepare(FULL, RUNNING, GAVE_UP, null)).isTrue();
    return telegraph;
  }

  private Telegraph telegraph() {
    ExportSettings settings = ExportSettings.of(otel, text -> Map.of(), "1", "shop");
    return Telegrams.to(
        settings.logs, new Exporters(settings, new BlockingSender.Stop(), log, lost), lost);
  }

  private Timeline request(String path) {
    Timeline request = (Timeline) recorder.requestStarted();
    recorder.method(request, "GET");
    recorder.path(request, path);
    recorder.requestSuspended(request); // so that this thread may begin another
    return request;
  }

  private static String hex(byte[] id) {
    return HexFormat.of().formatHex(id);
  }

  private static final class Nobody implements RequestEnd {
    @Override
    public boolean keeps(Timeline ended, int status, boolean failed) {
      return false;
    }

    @Override
    public void take(RequestView view, Object attachment, long silentNanos) {}
  }
}
