package io.harbinger.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import org.junit.jupiter.api.Test;

class TasksTest {
  private final Recording recording = new Recording();
  private final TimelineRecorder recorder = recording.recorder;
  private final Object executor = new Object();

  @Test
  void carriesTheRequestToTheThreadThatRunsItsTask() {
    Timeline request = recording.start("GET", "/");
    Object task = new Object();
    recorder.taskQueued(executor, task);
    recording.passMillis(40);
    Recording.onAnotherThread(
        () -> {
          Object carried = recorder.taskStarted(task);
          assertThat(carried).isNotNull();
          int token = recorder.statementStarted(new Object(), "select * from t");
          recording.passMillis(60);
          recorder.statementEnded(token, null);
          recorder.taskEnded(carried);
          assertThat(recorder.traceparent(null)).as("left").isNull();
        });
    RequestView view = recording.end(request, 200);

    assertThat(view.lanes).hasSize(2);
    LaneView child = view.lanes.get(1);
    assertThat(child.threadName).isEqualTo("other-1");
    assertThat(child.segments).extracting(s -> s.kind).containsExactly(Kind.TASK_QUEUE, Kind.DB);
    assertThat(child.segments.get(0).nanos(0)).isEqualTo(40_000_000L);
    assertThat(child.open).isFalse();
    assertThat(view.dbCalls).isEqualTo(1);
    assertThat(recorder.executors.all()).extracting(e -> e.name()).containsExactly("other");
    assertThat(recorder.executors.all().get(0).waits.count()).isEqualTo(1);
  }

  @Test
  void callsItNoQueueWhenATaskWaitsForAResult() {
    Timeline request = recording.start("GET", "/");
    Object step = new Object();
    recorder.taskQueued(null, step);
    recording.passMillis(500);
    Recording.onAnotherThread(() -> recorder.taskEnded(recorder.taskStarted(step)));
    assertThat(recording.end(request, 200).lanes.get(1).segments).isEmpty();
  }

  @Test
  void knowsATaskOnce() {
    recording.start("GET", "/");
    Object task = new Object();
    recorder.taskQueued(executor, task);
    Recording.onAnotherThread(
        () -> {
          recorder.taskEnded(recorder.taskStarted(task));
          assertThat(recorder.taskStarted(task)).isNull();
        });
  }

  @Test
  void leavesATaskAloneThatRunsOnTheRequestsOwnThread() {
    Timeline request = recording.start("GET", "/");
    Object task = new Object();
    recorder.taskQueued(executor, task);
    assertThat(recorder.taskStarted(task)).isNull();
    assertThat(recording.end(request, 200).lanes).hasSize(1);
  }

  @Test
  void forgetsARejectedTask() {
    recording.start("GET", "/");
    Object task = new Object();
    recorder.taskQueued(executor, task);
    recorder.taskRejected(task);
    Recording.onAnotherThread(() -> assertThat(recorder.taskStarted(task)).isNull());
  }

  @Test
  void doesNotCarryARequestThatIsOver() {
    Timeline request = recording.start("GET", "/");
    Object task = new Object();
    recorder.taskQueued(executor, task);
    recording.end(request, 200);
    Timeline next = recording.start("GET", "/next");
    assertThat(next).isSameAs(request);
    Recording.onAnotherThread(() -> assertThat(recorder.taskStarted(task)).isNull());
    assertThat(recording.end(next, 200).lanes).hasSize(1);
  }

  @Test
  void writesNothingIntoTheNextRequestFromATaskThatOutlivesItsOwn() {
    Timeline request = recording.start("GET", "/");
    Object task = new Object();
    recorder.taskQueued(executor, task);
    Object[] carried = new Object[1];
    Recording.onAnotherThread(
        () -> {
          carried[0] = recorder.taskStarted(task);
          // the request's end comes from here, while this thread still works for it
          recorder.requestEnded(request, 200, 0, null);
          recorder.requestClosed(request);
          assertThat(recorder.traceparent(null)).isNull();
          int token = recorder.statementStarted(new Object(), "select * from late");
          recorder.statementEnded(token, null);
          recorder.taskEnded(carried[0]);
        });
    Timeline next = recording.start("GET", "/next");
    RequestView view = recording.end(next, 200);
    assertThat(view.lanes).hasSize(1);
    assertThat(view.dbCalls).isZero();
  }

  @Test
  void goesOnWithoutALaneWhenThereAreTooMany() {
    Timeline request = recording.start("GET", "/");
    for (int i = 0; i < 40; i++) {
      Object task = new Object();
      recorder.taskQueued(executor, task);
      Recording.onAnotherThread(
          () -> {
            Object carried = recorder.taskStarted(task);
            int token = recorder.callStarted("GET", "slow", 80);
            recording.passMillis(10);
            recorder.callEnded(token, 200, null);
            recorder.taskEnded(carried);
          });
    }
    assertThat(recording.end(request, 200).lanes).hasSize(Timeline.MAX_LANES);
    assertThat(recorder.counters.dropped.sum()).isEqualTo(25);
    assertThat(recorder.counters.errors.sum()).isZero();
  }

  @Test
  void givesThePlaceOfAnEmptyLaneToTheNextTask() {
    Timeline request = recording.start("GET", "/");
    for (int i = 0; i < 100; i++) {
      Object task = new Object();
      recorder.taskQueued(executor, task);
      Recording.onAnotherThread(() -> recorder.taskEnded(recorder.taskStarted(task)));
    }
    assertThat(recorder.counters.dropped.sum()).isZero();
    assertThat(recording.end(request, 200).lanes).hasSize(Timeline.MAX_LANES);
  }

  @Test
  void sweepsTasksThatNobodyRuns() {
    TaskSlots slots = new TaskSlots();
    slots.put(new Object(), null, null, 0, 0);
    slots.sweep(1_000_000_000L);
    assertThat(slots.size()).isEqualTo(1);
    slots.sweep(3_600_000_000_000L);
    assertThat(slots.size()).isZero();
  }

  @Test
  void carriesOnWhereEndedRequestsHaveLeftTasksBehind() {
    Timeline request = recording.start("GET", "/");
    for (int i = 0; i < 20_000; i++) {
      recorder.taskQueued(null, new Object());
    }
    long dropped = recorder.counters.dropped.sum();
    assertThat(dropped).isPositive();
    recording.end(request, 200);

    recording.start("GET", "/next");
    Object[] tasks = new Object[200];
    for (int i = 0; i < tasks.length; i++) {
      recorder.taskQueued(executor, tasks[i] = new Object());
    }
    assertThat(recorder.counters.dropped.sum()).isEqualTo(dropped);
    Recording.onAnotherThread(() -> recorder.taskEnded(recorder.taskStarted(tasks[199])));
    assertThat(recorder.executors.all().get(0).waits.count()).isEqualTo(1);
  }

  @Test
  void sweepsWhatAnEndedRequestLeftBehind() {
    TaskSlots slots = new TaskSlots();
    Timeline request = recording.start("GET", "/");
    slots.put(new Object(), null, request, request.generation(), 0);
    slots.sweep(1);
    assertThat(slots.size()).isEqualTo(1);
    recording.end(request, 200);
    slots.sweep(2);
    assertThat(slots.size()).isZero();
  }

  @Test
  void findsATaskThatWasPutAfterALongSilence() {
    TaskSlots slots = new TaskSlots();
    TaskSlots.Slot to = new TaskSlots.Slot();
    Object task = new Object();
    for (int second = 0; second < 5; second++) {
      slots.sweep(second * 1_000_000_000L);
    }
    assertThat(slots.take(task, to)).isFalse();
    slots.put(task, null, null, 0, 0);
    for (int second = 5; second < 10; second++) {
      slots.sweep(second * 1_000_000_000L);
    }
    assertThat(slots.take(task, to)).isTrue();
    assertThat(slots.size()).isZero();
  }

  @Test
  void carriesNoMoreThanTheTableHolds() {
    TaskSlots slots = new TaskSlots();
    int put = 0;
    Object[] tasks = new Object[20_000];
    for (int i = 0; i < tasks.length; i++) {
      tasks[i] = new Object();
      put += slots.put(tasks[i], null, null, 0, i) ? 1 : 0;
    }
    assertThat(put).isBetween(2_000, 4_096).isEqualTo(slots.size());
    TaskSlots.Slot to = new TaskSlots.Slot();
    int taken = 0;
    for (int i = 0; i < tasks.length; i++) {
      if (slots.take(tasks[i], to)) {
        assertThat(to.queuedNanos).isEqualTo(i);
        taken++;
      }
    }
    assertThat(taken).isEqualTo(put);
    assertThat(slots.size()).isZero();
  }

  @Test
  void letsAThreadGoThatGetsNewWorkBeforeItsRequestEnded() {
    Object work = new Object();
    Timeline stuck = recording.start("GET", "/stuck");
    recorder.workerTaskQueued(executor, work);
    Object carried = recorder.taskStarted(work);
    assertThat(recorder.counters.lost.sum()).isEqualTo(1);
    Timeline next = recording.start("GET", "/next");
    assertThat(next).isNotNull().isNotSameAs(stuck);
    assertThat(recording.end(next, 200).http.path).isEqualTo("/next");
    recorder.taskEnded(carried);
  }
}
