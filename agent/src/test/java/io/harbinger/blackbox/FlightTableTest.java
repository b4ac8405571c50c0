package io.harbinger.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.harbinger.log.Log;
import io.harbinger.timeline.Limits;
import io.harbinger.timeline.RequestEnd;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.Timeline;
import io.harbinger.timeline.TimelineRecorder;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlightTableTest {
  private static final String PARENT = "00-0000000000000abc0000000000000def-0000000000000022-01";
  private static final byte[] GET = "GET".getBytes(StandardCharsets.ISO_8859_1);

  private final ByteBuffer box =
      ByteBuffer.allocate(BoxFormat.size(4)).order(ByteOrder.LITTLE_ENDIAN);
  private final TimelineRecorder recorder =
      new TimelineRecorder(
          System::nanoTime,
          () -> 1_700_000_000_000_000_000L,
          new Limits(),
          Collections.emptyList(),
          new RequestEnd() {
            @Override
            public boolean keeps(Timeline ended, int status, boolean failed) {
              return false;
            }

            @Override
            public void take(RequestView view, Object attachment, long silentNanos) {}
          },
          new Log(System.err, System::nanoTime, Log.Level.WARN));

  @BeforeEach
  void write() {
    recorder.flight(new FlightTable(box, 4));
  }

  @Test
  void holdsARequestFromItsFirstToItsLastMoment() {
    Object request = begin("/owners/7");
    RequestView view = ((Timeline) request).view(System.nanoTime());
    CutRequest cut = inFlight().get(0);
    assertThat(cut.trace.traceIdHex()).isEqualTo(view.trace.traceIdHex());
    assertThat(cut.trace.spanId).isEqualTo(view.trace.spanId);
    assertThat(cut.startEpochNanos).isEqualTo(view.startEpochNanos);
    assertThat(cut.name()).isEqualTo("GET /owners/7");
    assertThat(cut.notedAgeNanos).isEqualTo(-1);
    recorder.requestEnded(request, 200, 1, null);
    assertThat(inFlight()).isEmpty();
  }

  @Test
  void takesOverTheCallersTraceAndKeepsThePath() {
    Object request = begin("/owners/7");
    recorder.header(request, "traceparent", PARENT);
    CutRequest cut = inFlight().get(0);
    assertThat(cut.trace.traceIdHex()).isEqualTo("0000000000000abc0000000000000def");
    assertThat(cut.trace.parentSpanId).isEqualTo(0x22);
    assertThat(cut.trace.flags).isEqualTo((byte) 1);
    assertThat(cut.path).isEqualTo("/owners/7");
  }

  @Test
  void doesNotGiveARequestThePathOfTheOneBefore() {
    recorder.requestEnded(begin("/owners/7"), 200, 1, null);
    recorder.requestStarted();
    assertThat(inFlight()).singleElement().matches(cut -> cut.path.isEmpty());
  }

  @Test
  void cutsALongPath() {
    begin("/" + "x".repeat(1_000));
    assertThat(inFlight().get(0).path).hasSize(BoxFormat.PATH_BYTES);
  }

  @Test
  void leavesOutWhatIsBeyondTheTable() throws InterruptedException {
    for (int i = 0; i < 6; i++) {
      Thread visitor = new Thread(() -> begin("/"));
      visitor.start();
      visitor.join();
    }
    assertThat(inFlight()).hasSize(4);
    assertThat(recorder.counters.errors.sum()).isZero();
  }

  @Test
  void allocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    byte[] path = "/owners/7/pets".getBytes(StandardCharsets.ISO_8859_1);
    long before = 0;
    for (int i = 0; i < 120_000; i++) {
      if (i == 20_000) {
        before = threads.getThreadAllocatedBytes(id);
      }
      Object request = recorder.requestStarted();
      recorder.method(request, GET, 0, GET.length);
      recorder.path(request, path, 0, path.length);
      recorder.requestEnded(request, 200, 512, null);
    }
    assertThat((threads.getThreadAllocatedBytes(id) - before) / 100_000).isLessThan(8);
    assertThat(inFlight()).isEmpty();
  }

  private Object begin(String path) {
    Object request = recorder.requestStarted();
    byte[] bytes = path.getBytes(StandardCharsets.ISO_8859_1);
    recorder.method(request, GET, 0, GET.length);
    recorder.path(request, bytes, 0, bytes.length);
    return request;
  }

  private List<CutRequest> inFlight() {
    List<CutRequest> found = new ArrayList<>();
    for (int slot = 0; slot < 4; slot++) {
      if (CutRequest.isThere(box, slot)) {
        found.add(CutRequest.read(box, slot));
      }
    }
    return found;
  }
}
