package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.signal.HostView;
import io.harbinger.timeline.PoolView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private final Conditions conditions = new Conditions();
  private final List<Condition> changes = new ArrayList<>();
  private long now;

  @Test
  void announcesAPoolThatSomebodyWaitsForAndItsEnd() {
    seconds(3, pool(10, 4));
    assertThat(changes)
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.started).isTrue();
              assertThat(c.resource).isEqualTo("pool:shop");
              assertThat(c.sentence).contains("10 of 10").contains("4 threads wait");
            });
    assertThat(conditions.open()).hasSize(1);

    seconds(6, pool(3, 0));
    assertThat(changes).hasSize(2);
    assertThat(changes.get(1).started).isFalse();
    assertThat(conditions.open()).isEmpty();
  }

  @Test
  void isContentWithAFullPoolThatNobodyWaitsFor() {
    seconds(30, pool(10, 0));

    assertThat(changes).isEmpty();
  }

  @Test
  void isCalmWhileNothingHoldsAndNobodyWaitsForAWorker() {
    assertThat(conditions.calm()).isTrue();
    ticks(1, 203);
    assertThat(conditions.calm()).isFalse();
    ticks(1, 0);
    assertThat(conditions.calm()).isTrue();
    seconds(3, pool(10, 4));
    assertThat(conditions.calm()).isFalse();
  }

  @Test
  void needsMoreThanASingleSecond() {
    seconds(1, pool(10, 4));
    seconds(10, pool(2, 0));

    assertThat(changes).isEmpty();
  }

  @Test
  void announcesAHeapThatWillBeFullSoon() {
    for (int i = 0; i < 40 && changes.isEmpty(); i++) {
      HostView host = new HostView();
      host.heapMaxBytes = 1_000;
      host.heapAfterGcBytes = 400 + 10 * i;
      changes.addAll(conditions.second(host, Collections.emptyList(), Collections.emptyList(), 0));
    }

    assertThat(changes)
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.cause).isEqualTo("overload.heap_exhausted");
              assertThat(c.level).isLessThan(900);
              assertThat(c.secondsLeft).isBetween(1.0, 120.0);
            });
  }

  @Test
  void announcesAQueueForBusyWorkersWithinASecond() {
    ticks(5, 203);
    assertThat(changes).isEmpty();

    ticks(1, 203);
    assertThat(changes)
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.started).isTrue();
              assertThat(c.cause).isEqualTo("workers_exhausted");
              assertThat(c.resource).isEqualTo("workers:http");
              assertThat(c.secondsLeft).isZero();
            });

    ticks(20, 203);
    assertThat(changes).hasSize(1);
  }

  @Test
  void isContentWithAQueueThatIsServedMeanwhile() {
    for (int i = 0; i < 10; i++) {
      ticks(4, 203);
      ticks(1, 0);
    }

    assertThat(changes).isEmpty();
  }

  @Test
  void takesNoPauseForAQueueThatNobodyServes() {
    ticks(1, 203);
    now += 2_000_000_000L;
    ticks(1, 203);

    assertThat(changes).isEmpty();
  }

  @Test
  void saysTheEndOfAQueueAfterFiveSeconds() {
    ticks(6, 203);
    for (int i = 0; i < 5; i++) {
      changes.addAll(conditions.second(new HostView(), Collections.emptyList(), workers(0), now));
    }

    assertThat(changes).hasSize(2);
    assertThat(changes.get(1).started).isFalse();
  }

  @Test
  void saysAtOnceWhatHurtsAlreadyAndEndsItWithTheCauseOfItsStart() {
    backlog(1, "overload.os_limit", 11);
    backlog(5, "overload.accept_backlog", 0);

    assertThat(changes).extracting(c -> c.started).containsExactly(true, false);
    assertThat(changes).extracting(c -> c.cause).containsOnly("overload.os_limit");
  }

  private void backlog(int seconds, String cause, int level) {
    for (int i = 0; i < seconds; i++) {
      Conditions.Level queue =
          new Conditions.Level(cause, "backlog:8080", level, 10, "", level > 10);
      changes.addAll(
          conditions.second(
              new HostView(), Collections.emptyList(), Collections.singletonList(queue), i));
    }
  }

  private void ticks(int count, int busyAndWaiting) {
    for (int i = 0; i < count; i++) {
      now += 100_000_000L;
      changes.addAll(conditions.tick(workers(busyAndWaiting), now, now));
    }
  }

  private static List<Conditions.Level> workers(int busyAndWaiting) {
    return Collections.singletonList(
        new Conditions.Level("workers_exhausted", "workers:http", busyAndWaiting, 200, ""));
  }

  private void seconds(int count, PoolView pool) {
    for (int i = 0; i < count; i++) {
      changes.addAll(
          conditions.second(
              new HostView(), Collections.singletonList(pool), Collections.emptyList(), i));
    }
  }

  private static PoolView pool(int active, int pending) {
    return new PoolView(
        "shop", 10, 2, active, 0, pending, 30_000, Collections.emptyList(), 0, 0, -1, -1);
  }
}
