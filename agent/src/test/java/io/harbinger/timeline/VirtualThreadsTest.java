package io.harbinger.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By reflection, because these tests are compiled for a Java that has none. */
class VirtualThreadsTest {
  @Test
  void haveTheirOwnRequestsLikeAnyThread() throws Exception {
    assumeTrue(Runtime.version().feature() >= 21);
    Recording recording = new Recording();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      String path = "/" + i;
      threads.add(
          (Thread)
              Thread.class
                  .getMethod("startVirtualThread", Runnable.class)
                  .invoke(
                      null,
                      (Runnable)
                          () -> {
                            Timeline request = recording.start("GET", path);
                            int call = recording.recorder.callStarted("GET", "host", 80);
                            Thread.yield();
                            recording.passMillis(10);
                            recording.recorder.callEnded(call, 200, null);
                            recording.recorder.requestEnded(request, 200, 0, null);
                            recording.recorder.requestClosed(request);
                          }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(recording.kept).hasSize(500);
    assertThat(recording.kept).extracting(v -> v.http.path).doesNotHaveDuplicates();
    assertThat(recording.kept).allMatch(v -> v.lanes.get(0).segments.size() == 1);
    assertThat(recording.recorder.counters.errors.sum()).isZero();
  }
}
