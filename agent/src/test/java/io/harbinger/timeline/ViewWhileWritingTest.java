package io.harbinger.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** One thread writes requests, each recognisable, another looks at them all the time. */
class ViewWhileWritingTest {
  private final Recording recording = new Recording();
  private final TimelineRecorder recorder = recording.recorder;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicReference<Throwable> failed = new AtomicReference<>();

  @Test
  void neverMixesTwoRequests() throws InterruptedException {
    recording.keepAll = false;
    long seed = new Random().nextLong();
    System.out.println("ViewWhileWritingTest seed " + seed);
    Thread writer = new Thread(() -> guarded(() -> write(new Random(seed))), "writer");
    writer.start();
    int[] seen = new int[2];
    guarded(() -> read(seen));
    writer.join();
    assertThat(failed.get()).as("seed %d", seed).isNull();
    assertThat(recorder.counters.errors.sum()).isZero();
    assertThat(seen[0]).as("views").isPositive();
    System.out.println("ViewWhileWritingTest views " + seen[0] + " segments " + seen[1]);
  }

  private void write(Random random) {
    for (int i = 0; i < 60_000 && failed.get() == null; i++) {
      String mark = Integer.toString(i % 100);
      Timeline request = recording.start("GET", "/" + mark);
      recorder.header(request, "x-request-start", mark);
      int statements = random.nextInt(20) == 0 ? 300 : random.nextInt(6);
      for (int s = 0; s < statements; s++) {
        int token = recorder.segmentStarted(io.harbinger.bridge.Kind.WRITE, mark);
        int inner = random.nextBoolean() ? recorder.callStarted("GET", mark, -1) : -1;
        recording.now.addAndGet(random.nextInt(10_000_000));
        if (random.nextInt(10) > 0) {
          recorder.callEnded(inner, 200, null);
        }
        recorder.segmentEnded(token, null);
      }
      recorder.requestEnded(request, 200, 0, null);
    }
    over.set(true);
  }

  private void read(int[] seen) {
    while (!over.get() && failed.get() == null) {
      recorder.open.forEach(
          timeline -> {
            RequestView view = timeline.view(recording.now.get());
            if (view != null) {
              check(view);
              seen[0]++;
              seen[1] += view.lanes.get(0).segments.size();
            }
          });
    }
  }

  private static void check(RequestView view) {
    String start = view.http.headers.get("x-request-start");
    if (start == null || view.http.path.isEmpty()) {
      return;
    }
    String mark = view.http.path.substring(1);
    assertThat(start).isEqualTo(mark);
    LaneView lane = view.lanes.get(0);
    long last = Long.MIN_VALUE;
    for (SegmentView segment : lane.segments) {
      assertThat(segment.detail).isEqualTo(mark);
      assertThat(segment.startNanos).isGreaterThanOrEqualTo(view.startNanos);
      assertThat(segment.startNanos).isGreaterThanOrEqualTo(last);
      last = segment.startNanos;
      if (!segment.open) {
        assertThat(segment.endNanos).isGreaterThanOrEqualTo(segment.startNanos);
      }
    }
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (Throwable thrown) {
      failed.compareAndSet(null, thrown);
      over.set(true);
    }
  }
}
