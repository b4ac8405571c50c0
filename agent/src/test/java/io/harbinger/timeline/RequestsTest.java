package io.harbinger.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import io.harbinger.timeline.AnswerView.Broken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestsTest {
  private final Recording recording = new Recording();
  private final TimelineRecorder recorder = recording.recorder;

  @Test
  void showsWhatWasAskedAndAnswered() {
    Object request = recorder.requestStarted();
    byte[] line = "GET /owners/7 HTTP/1.1".getBytes(StandardCharsets.ISO_8859_1);
    recorder.method(request, line, 0, 3);
    recorder.path(request, line, 4, 9);
    recorder.peer(request, "127.0.0.1", 4711, 8080);
    recorder.header(request, "x-request-start", "t=12");
    recorder.route("/owners/{id}");
    recording.passMillis(20);
    RequestView view = recording.end((Timeline) request, 200);

    assertThat(view.http.name()).isEqualTo("GET /owners/{id}");
    assertThat(view.http.path).isEqualTo("/owners/7");
    assertThat(view.http.status).isEqualTo(200);
    assertThat(view.http.headers).containsEntry("x-request-start", "t=12");
    assertThat(view.peer.port).isEqualTo(4711);
    assertThat(view.elapsedNanos()).isEqualTo(20_000_000L);
    assertThat(view.ended).isTrue();
    assertThat(view.startEpochNanos).isEqualTo(5_000_000_000_000L + view.startNanos);
  }

  @Test
  void countsShortStatementsAndShowsLongOnes() {
    Timeline request = recording.start("GET", "/");
    for (int i = 0; i < 3; i++) {
      int token = recorder.statementStarted(new Object(), "select 1 from fast where id = " + i);
      recording.passMillis(1);
      recorder.statementEnded(token, null);
    }
    int token = recorder.statementStarted(new Object(), "select * from slow");
    recording.passMillis(100);
    recorder.statementEnded(token, null);
    RequestView view = recording.end(request, 200);

    LaneView lane = view.lanes.get(0);
    assertThat(lane.foldedNanos).containsOnlyKeys(Kind.DB).containsEntry(Kind.DB, 3_000_000L);
    assertThat(lane.foldedCount).containsEntry(Kind.DB, 3);
    assertThat(lane.segments).extracting(s -> s.detail).containsExactly("select * from slow");
    assertThat(view.dbCalls).isEqualTo(4);
    assertThat(view.repeatedCalls).isEqualTo(3);
    assertThat(view.repeatedSql).isEqualTo("select ? from fast where id = ?");
  }

  @Test
  void whoTookTheRequestBackBeforeItsAnswerBeganWantsNoMore() {
    Timeline left = recording.start("GET", "/");
    recorder.peerReset(left, left.generation());
    recorder.responseHead(left, 300, 40, 512);
    assertThat(recording.end(left, 200).http.cutShort()).isFalse();

    Timeline foundShort = recording.start("GET", "/");
    recorder.responseStarted(foundShort);
    recording.passMillis(1);
    recorder.peerReset(foundShort, foundShort.generation());
    recorder.responseHead(foundShort, 300, 40, 512);
    assertThat(recording.end(foundShort, 200).http.cutShort()).isTrue();
  }

  @Test
  void seesAStatementThatStillRuns() {
    Timeline request = recording.start("GET", "/");
    recorder.statementStarted(new Object(), "select * from slow");
    recording.passMillis(3_000);

    RequestView view = request.view(recording.now.get());
    assertThat(view.ended).isFalse();
    assertThat(view.current().detail).isEqualTo("select * from slow");
    assertThat(view.current().nanos(view.endNanos)).isEqualTo(3_000_000_000L);
    assertThat(recorder.database.running()).extracting(r -> r.who).containsExactly("GET /");
  }

  @Test
  void keepsAFailedStatementHoweverShort() {
    Timeline request = recording.start("GET", "/");
    int token = recorder.statementStarted(new Object(), "insert into t values (1)");
    BatchUpdateException batch = new BatchUpdateException("batch", null, new int[0]);
    batch.setNextException(new SQLException("duplicate", "23505"));
    recorder.statementEnded(token, batch);
    RequestView view = recording.end(request, 500);

    SegmentView failed = view.lanes.get(0).segments.get(0);
    assertThat(failed.failure.sqlState).isEqualTo("23505");
    assertThat(failed.failure.type).isEqualTo("java.sql.BatchUpdateException");
  }

  @Test
  void takesANestedStartForTheSameRequest() {
    Timeline request = recording.start("GET", "/");
    assertThat(recorder.requestStarted()).isNull();
    int outer = recorder.statementStarted(new Object(), "select 1");
    assertThat(recorder.statementStarted(new Object(), "select 1")).isEqualTo(-1);
    recorder.statementEnded(outer, null);
    assertThat(recording.end(request, 200).dbCalls).isEqualTo(1);
  }

  @Test
  void forgetsAHealthyRequestAndUsesItsPlaceAgain() {
    recording.keepAll = false;
    Timeline first = recording.start("GET", "/");
    long generation = first.generation();
    assertThat(recorder.requestEnded(first, 200, 0, null)).isFalse();
    assertThat(first.view(recording.now.get())).isNull();
    Timeline second = recording.start("GET", "/");
    assertThat(second).isSameAs(first);
    assertThat(second.generation()).isNotEqualTo(generation);
    assertThat(recorder.open.size()).isEqualTo(1);
  }

  @Test
  void doesNothingAtASecondEnd() {
    Timeline request = recording.start("GET", "/");
    recording.end(request, 200);
    assertThat(recorder.requestEnded(request, 200, 0, null)).isFalse();
    assertThat(recorder.counters.completions.sum()).isEqualTo(1);
  }

  @Test
  void goesOnOnAnotherThreadAndShowsTheGap() {
    Timeline request = recording.start("GET", "/async");
    recorder.requestSuspended(request);
    assertThat(request.thread()).isNull();
    recording.passMillis(50);
    assertThat(request.view(recording.now.get()).suspended).isTrue();
    assertThat(recorder.statementStarted(new Object(), "select 1"))
        .as("background now")
        .isNotNegative();
    Recording.onAnotherThread(
        () -> {
          recorder.requestResumed(request);
          int token = recorder.statementStarted(new Object(), "select * from late");
          recording.passMillis(10);
          recorder.statementEnded(token, null);
          recording.end(request, 200);
        });
    RequestView view = recording.kept.get(0);
    assertThat(view.lanes.get(0).segments)
        .extracting(s -> s.detail)
        .containsExactly("select * from late");
    assertThat(view.lanes.get(0).threadName).isEqualTo("other-1");
    assertThat(view.elapsedNanos()).isEqualTo(60_000_000L);
  }

  @Test
  void handsAttachmentsAndMarksToTheEndOfTheSameRequestOnly() {
    recording.keepAll = false;
    Timeline request = recording.start("GET", "/");
    request.mark(request.generation());
    request.attach(request.generation(), "seen");
    recording.end(request, 200);
    assertThat(recording.attachments).isEqualTo(List.of("seen"));

    Timeline next = recording.start("GET", "/");
    assertThat(next).isSameAs(request);
    assertThat(next.marked()).isFalse();
    assertThat(next.attachment()).isNull();
    assertThat(recording.end(next, 200)).isNull();
  }

  @Test
  void closesAKeptRequestThatNobodyClosed() {
    Timeline request = recording.start("GET", "/");
    assertThat(recorder.requestEnded(request, 500, 0, null)).isTrue();
    recording.passMillis(1_000);
    recorder.sweep();
    assertThat(recording.kept).isEmpty();
    recording.passMillis(1_500);
    recorder.sweep();
    assertThat(recording.kept).hasSize(1);
    recorder.requestClosed(request);
    assertThat(recording.kept).hasSize(1);
  }

  @Test
  void letsGoOfARequestWhoseThreadDied() {
    Recording.onAnotherThread(() -> recording.start("GET", "/"));
    assertThat(recorder.open.size()).isEqualTo(1);
    recorder.sweep();
    assertThat(recorder.open.size()).isZero();
    assertThat(recorder.counters.lost.sum()).isEqualTo(1);
  }

  @Test
  void startsWithTheWaitForAWorker() {
    Object executor = new Object();
    Runnable work = () -> {};
    recorder.workerTaskQueued(executor, work);
    recording.passMillis(200);
    Object carried = recorder.taskStarted(work);
    Timeline request = recording.start("GET", "/");
    recording.passMillis(10);
    RequestView view = recording.end(request, 200);
    recorder.taskEnded(carried);

    assertThat(view.elapsedNanos()).isEqualTo(210_000_000L);
    SegmentView wait = view.lanes.get(0).segments.get(0);
    assertThat(wait.kind).isEqualTo(Kind.WORKER_QUEUE);
    assertThat(wait.nanos(0)).isEqualTo(200_000_000L);
    assertThat(recording.end(recording.start("GET", "/"), 200).elapsedNanos()).isZero();
  }

  @Test
  void showsThatARequestWaitsForAWorkerWhileItDoes() {
    Object executor = new Object();
    Timeline request = recording.start("GET", "/");
    recording.passMillis(2);
    recorder.requestQueued(request, executor);
    recording.passMillis(200);

    RequestView waiting = request.view(recording.now.get());
    assertThat(waiting.suspended).isTrue();
    assertThat(request.thread()).isNull();
    assertThat(waiting.current().kind).isEqualTo(Kind.WORKER_QUEUE);
    assertThat(waiting.current().startNanos - waiting.startNanos).isEqualTo(2_000_000L);

    Recording.onAnotherThread(
        () -> {
          assertThat(recorder.requestResumed(request)).isTrue();
          recorder.requestSuspended(request);
        });
    assertThat(recorder.executors.all().get(0).name()).isEqualTo("other");
    assertThat(recorder.executors.all().get(0).server).isTrue();
    assertThat(recorder.executors.all().get(0).waits.count()).isEqualTo(1);
    recording.passMillis(10);
    RequestView view = recording.end(request, 200);
    assertThat(view.lanes.get(0).segments).hasSize(1);
    assertThat(view.lanes.get(0).segments.get(0).nanos(0)).isEqualTo(200_000_000L);
    assertThat(view.lanes.get(0).threadName).isEqualTo("other-1");
  }

  @Test
  void forgetsAHandOverToAWorkerThatWasFree() {
    Timeline request = recording.start("GET", "/");
    recorder.requestQueued(request, new Object());
    Recording.onAnotherThread(() -> recorder.requestResumed(request));
    RequestView view = recording.end(request, 200);
    assertThat(view.lanes.get(0).segments).isEmpty();
    assertThat(view.lanes.get(0).foldedCount).isEmpty();
  }

  @Test
  void endsTheWaitOfARequestThatNoWorkerTook() {
    Timeline request = recording.start("GET", "/");
    recorder.requestQueued(request, new Object());
    recording.passMillis(30);
    RequestView view = recording.end(request, 503);
    assertThat(view.lanes.get(0).segments.get(0).nanos(0)).isEqualTo(30_000_000L);
    assertThat(view.lanes.get(0).open).isFalse();
    assertThat(recording.start("GET", "/next")).as("the slot is free again").isSameAs(request);
  }

  @Test
  void findsTheRequestOfAStreamThatWasTakenBack() {
    Timeline first = stream(1, 5_000);
    Timeline[] others = new Timeline[2];
    Recording.onAnotherThread(() -> others[0] = stream(3, 5_000));
    Recording.onAnotherThread(() -> others[1] = stream(3, 5_001));
    recorder.peerReset(5_000, 80, 3);
    assertThat(first.peerResetNanos()).isZero();
    assertThat(others[0].peerResetNanos()).isEqualTo(recording.now.get());
    assertThat(others[1].peerResetNanos()).isZero();
  }

  @Test
  void whatRunsOnASharedConnectionThatIsClosedHereIsBrokenByUs() {
    Timeline running = stream(1, 5_000);
    recorder.connectionClosed(5_000, 80);
    recorder.peerReset(running, running.generation());
    recorder.answerLost(running, false);
    assertThat(running.peerResetNanos()).as("its own server's doing").isZero();
    assertThat(recording.end(running, 200).http.answer.broken).isEqualTo(Broken.BY_US);

    RequestView readBefore = recording.end(stream(3, 5_000), 200);
    assertThat(readBefore.http.answer.broken).isEqualTo(Broken.BY_US);
    RequestView elsewhere = recording.end(stream(1, 5_001), 200);
    assertThat(elsewhere.http.answer.broken).isEqualTo(Broken.NOT);
  }

  @Test
  void whoTookTheRequestBackBeforeDidNotNeedItsConnection() {
    Timeline left = stream(1, 5_000);
    recorder.peerReset(left, left.generation());
    recording.passMillis(1);
    recorder.connectionClosed(5_000, 80);
    assertThat(left.peerResetNanos()).isNotZero();
    assertThat(recording.end(left, 200).http.answer.broken).isEqualTo(Broken.NOT);
  }

  private Timeline stream(int number, int peerPort) {
    Timeline request = recording.start("GET", "/");
    recorder.peer(request, "127.0.0.1", peerPort, 80);
    recorder.multiplexed(request, number);
    return request;
  }

  @Test
  void takesTheErrorOfAnAnswerThatNobodyReadsForNoFailure() {
    Timeline left = recording.start("GET", "/");
    recorder.responseStarted(left);
    recorder.answerLost(left, false);
    recorder.failed(new IllegalStateException(new IOException("Broken pipe")));
    RequestView view = recording.end(left, 200);
    assertThat(view.failure).isNull();
    assertThat(view.http.answer.broken).isEqualTo(AnswerView.Broken.BY_PEER);
    Timeline broken = recording.start("GET", "/");
    recorder.failed(new IOException("the stock does not answer"));
    assertThat(recording.end(broken, 500).failure).isNotNull();
  }

  @Test
  void keepsTheFirstRouteUnlessItWasAPrefix() {
    Timeline request = recording.start("GET", "/owners/7");
    recorder.route("/*");
    recorder.route("/owners/{id}");
    recorder.route("/error");
    assertThat(recording.end(request, 500).http.route).isEqualTo("/owners/{id}");
  }

  @Test
  void countsRequestsThatFindNoRoom() {
    recording.limits.openRequests = 1;
    recording.build(List.of());
    assertThat(recording.start("GET", "/")).isNotNull();
    Recording.onAnotherThread(() -> assertThat(recording.recorder.requestStarted()).isNull());
    assertThat(recording.recorder.counters.dropped.sum()).isEqualTo(1);
  }
}
