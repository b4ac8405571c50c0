package io.harbinger.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class OpenRequestsTest {
  private final OpenRequests open = new OpenRequests(1_000, 5, new TaskSlots());

  @Test
  void visitsTheOldOnesOnly() {
    Timeline old = started(100);
    started(900);
    List<Timeline> seen = new ArrayList<>();
    open.forEachOlderThan(500, 1_000, seen::add);
    assertThat(seen).containsExactly(old);
    assertThat(open.size()).isEqualTo(2);
  }

  @Test
  void givesNoTimelineToTwo() throws InterruptedException {
    Set<Timeline> taken = ConcurrentHashMap.newKeySet();
    List<Thread> threads = new ArrayList<>();
    CountDownLatch together = new CountDownLatch(1);
    int[] none = new int[4];
    for (int t = 0; t < 4; t++) {
      int number = t;
      Thread thread =
          new Thread(
              () -> {
                try {
                  together.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
                for (int i = 0; i < 300; i++) {
                  Timeline mine = open.claim(number * 7);
                  if (mine == null) {
                    none[number]++;
                  } else if (!taken.add(mine)) {
                    throw new AssertionError("given twice");
                  }
                }
              });
      threads.add(thread);
      thread.start();
    }
    together.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(taken).hasSize(1_000);
    assertThat(none[0] + none[1] + none[2] + none[3]).isEqualTo(200);
  }

  @Test
  void letsGoOfACrowdThatIsGone() {
    List<Timeline> crowd = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      crowd.add(started(0));
    }
    crowd.forEach(Timeline::free);
    Timeline stays = started(0);
    for (int i = 0; i < 60; i++) {
      open.sweep();
    }
    Set<Timeline> again = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 999; i++) {
      again.add(started(0));
    }
    assertThat(again).hasSize(999).doesNotContain(stays);
    assertThat(open.claim(5)).isNull();
    assertThat(again).filteredOn(crowd::contains).as("used again").hasSizeLessThan(65);
    assertThat(open.size()).isEqualTo(1_000);
  }

  private Timeline started(long nanos) {
    Timeline timeline = open.claim(0);
    timeline.startNanos = nanos;
    timeline.publish();
    return timeline;
  }
}
