package io.harbinger.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String VALID = "00-" + TRACE + "-b7ad6b7169203331-01";

  @Test
  void readsAndWritesTheSame() {
    assertThat(TraceParent.isValid(VALID)).isTrue();
    assertThat(
            TraceParent.render(
                TraceParent.traceHi(VALID),
                TraceParent.traceLo(VALID),
                TraceParent.spanId(VALID),
                TraceParent.flags(VALID)))
        .isEqualTo(VALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
        "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333x-01",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more",
        "0g-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
      })
  void refusesWhatTheStandardForbids(String header) {
    assertThat(TraceParent.isValid(header)).isFalse();
  }

  @Test
  void readsALaterVersionAsFarAsItKnowsIt() {
    String later = "01-" + TRACE + "-b7ad6b7169203331-03-more";
    assertThat(TraceParent.isValid(later)).isTrue();
    assertThat(TraceParent.flags(later)).isEqualTo((byte) 1);
  }

  @Test
  void passesTheCallersTraceOn() {
    Recording recording = new Recording();
    TimelineRecorder recorder = recording.recorder;
    Timeline request = recording.start("GET", "/");
    recorder.header(request, "tracestate", "a=b");
    recorder.header(request, "traceparent", VALID);
    int call = recorder.callStarted("GET", "other", 80);
    String first = recorder.traceparent(null);
    assertThat(first).startsWith("00-" + TRACE + "-").endsWith("-01");
    assertThat(recorder.traceparent(null)).as("one span, one id").isEqualTo(first);
    assertThat(recorder.tracestate()).isEqualTo("a=b");
    recording.passMillis(10);
    recorder.callEnded(call, 200, null);
    RequestView view = recording.end(request, 200);

    assertThat(view.trace.traceIdHex()).isEqualTo(TRACE);
    assertThat(view.trace.parentSpanId).isEqualTo(0xb7ad6b7169203331L);
    SegmentView segment = view.lanes.get(0).segments.get(0);
    assertThat(first).contains("-" + TraceContext.hex(segment.spanId) + "-");
    assertThat(segment.spanId).isNotEqualTo(view.trace.spanId);
    assertThat(request.parentSampled()).as("recycled").isFalse();
  }

  @Test
  void ignoresAStateWithoutAParent() {
    Recording recording = new Recording();
    Timeline request = recording.start("GET", "/");
    recording.recorder.header(request, "tracestate", "a=b");
    recording.recorder.header(request, "traceparent", "nonsense");
    assertThat(recording.recorder.tracestate()).isNull();
    assertThat(recording.recorder.traceparent(null)).endsWith("-00");
    assertThat(recording.end(request, 200).trace.state).isNull();
  }

  @Test
  void sendsNothingOutsideOfARequest() {
    Recording recording = new Recording();
    recording.recorder.callStarted("GET", "other", 80);
    assertThat(recording.recorder.traceparent(null)).isNull();
    assertThat(recording.recorder.tracestate()).isNull();
  }
}
