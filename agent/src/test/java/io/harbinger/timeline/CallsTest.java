package io.harbinger.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CallsTest {
  private final Recording recording = new Recording();
  private final TimelineRecorder recorder = recording.recorder;

  @Test
  void showsWhoWasCalledAndWhatItAnswered() {
    Timeline request = recording.start("GET", "/");
    int call = recorder.callStarted("POST", "pay.example", 443);
    int dns = recorder.segmentStarted(Kind.DNS, "pay.example");
    recording.passMillis(20);
    recorder.segmentEnded(dns, null);
    recording.passMillis(80);
    recorder.callEnded(call, 503, null);
    RequestView view = recording.end(request, 200);

    SegmentView shown = view.lanes.get(0).segments.get(0);
    assertThat(shown.detail).isEqualTo("pay.example:443");
    assertThat(shown.via).isEqualTo("POST");
    assertThat(shown.status).isEqualTo(503);
    SegmentView inner = view.lanes.get(0).segments.get(1);
    assertThat(inner.kind).isEqualTo(Kind.DNS);
    assertThat(inner.detail).isEqualTo("pay.example");
    assertThat(inner.depth).isEqualTo(1);
    assertThat(recorder.called.all()).extracting(h -> h.errors.sum()).containsExactly(1L);
    assertThat(recorder.lookedUp.all()).extracting(h -> h.name).containsExactly("pay.example");
  }

  @Test
  void showsEvenAShortCallWhoseSpanIdWasSentAlong() {
    Timeline request = recording.start("GET", "/");
    int silent = recorder.callStarted("GET", "stock.example", 80);
    recorder.callEnded(silent, 200, null);
    int named = recorder.callStarted("GET", "stock.example", 80);
    String traceparent = recorder.traceparent(null);
    recorder.callEnded(named, 200, null);
    RequestView view = recording.end(request, 200);

    assertThat(view.lanes.get(0).segments).hasSize(1);
    long spanId = view.lanes.get(0).segments.get(0).spanId;
    assertThat(traceparent).contains(String.format("%016x", spanId));
  }

  @Test
  void givesACallThatBlocksNobodyALaneOfItsOwn() {
    Timeline request = recording.start("GET", "/");
    Object call = recorder.callOpened("GET", "stock.example", 80);
    assertThat(recorder.traceparent(call)).isNotNull();
    int token = recorder.statementStarted(new Object(), "select * from t");
    recording.passMillis(30);
    recorder.statementEnded(token, null);
    Recording.onAnotherThread(() -> recorder.callClosed(call, 200, null));
    recorder.callClosed(call, 500, new IOException("late"));
    recording.passMillis(10);
    RequestView view = recording.end(request, 200);

    assertThat(view.lanes).hasSize(2);
    SegmentView shown = view.lanes.get(1).segments.get(0);
    assertThat(shown.kind).isEqualTo(Kind.CALL);
    assertThat(shown.status).isEqualTo(200);
    assertThat(shown.nanos(0)).isEqualTo(30_000_000L);
    assertThat(recorder.called.all().get(0).durations.count()).isEqualTo(1);
  }

  @Test
  void outlivesItsRequestHarmlessly() {
    Timeline request = recording.start("GET", "/");
    Object call = recorder.callOpened("GET", "stock.example", 80);
    recording.passMillis(30);
    RequestView view = recording.end(request, 200);
    assertThat(view.lanes.get(1).segments.get(0).open).isTrue();
    Timeline next = recording.start("GET", "/next");
    recorder.callClosed(call, 200, null);
    assertThat(recording.end(next, 200).lanes).hasSize(1);
    assertThat(recorder.counters.errors.sum()).isZero();
  }

  @Test
  void opensNoSecondCallInsideABlockingOne() {
    recording.start("GET", "/");
    int call = recorder.callStarted("GET", "a", 80);
    assertThat(recorder.callStarted("GET", "a", 80)).isEqualTo(-1);
    assertThat(recorder.callOpened("GET", "a", 80)).isNull();
    recorder.callEnded(call, 200, null);
  }

  @Test
  void ignoresATokenOfAnEarlierRequest() {
    Timeline request = recording.start("GET", "/");
    int stale = recorder.callStarted("GET", "a", 80);
    recording.end(request, 200);
    Timeline next = recording.start("GET", "/");
    int call = recorder.callStarted("GET", "b", 80);
    recording.passMillis(50);
    recorder.callEnded(stale, 200, null);
    assertThat(next.view(recording.now.get()).current().detail).isEqualTo("b:80");
    recorder.callEnded(call, 200, null);
    recording.end(next, 200);
  }

  @Test
  void capsTheHosts() {
    CalledHosts hosts = new CalledHosts(3);
    for (int i = 0; i < 10; i++) {
      hosts.of("h" + i, 80);
    }
    assertThat(hosts.all()).hasSize(3);
    assertThat(hosts.of("h9", 80)).isSameAs(hosts.other);
    assertThat(hosts.of("h1", 80)).isSameAs(hosts.find("h1:80"));
    assertThat(hosts.of(null, 80)).isSameAs(hosts.other);
  }
}
