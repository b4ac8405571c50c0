package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.cause.DatabaseView;
import io.harbinger.log.Log;
import io.harbinger.timeline.Limits;
import io.harbinger.timeline.RequestEnd;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.RunningStatement;
import io.harbinger.timeline.Timeline;
import io.harbinger.timeline.TimelineRecorder;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReleasesTest {
  private static final String TEXT = "UPDATE stock SET quantity = ? WHERE product = ?";

  private final AtomicLong now = new AtomicLong(1_000_000_000L);
  private final TimelineRecorder recorder =
      new TimelineRecorder(
          now::get,
          now::get,
          new Limits(),
          List.of(),
          new Nobody(),
          new Log(System.err, now::get, Log.Level.OFF));
  private final Releases releases = new Releases();
  private final List<Session> sessions = new ArrayList<>();

  @Test
  void seesWhatComesBackAtOnceThoughItBeganApart() throws Exception {
    begin(3, 400);
    look(1_000);
    pass(100);
    end(null);
    look(0);

    List<DatabaseView.Release> found = found();
    assertThat(found).hasSize(1);
    assertThat(found.get(0).statements).hasSize(3).allMatch(one -> one.sql.equals(TEXT));
    assertThat(found.get(0).spreadNanos()).isEqualTo(800_000_000L);
  }

  @Test
  void tellsHowItEndedAlsoOfWhomTheGatewayHadGivenUpBefore() throws Exception {
    DatabaseLooks looks = new DatabaseLooks();
    long begun = now.get();
    begin(3, 400);
    pass(1_000);
    add(looks);
    long gaveUp = now.get();
    pass(100);
    end(null);
    add(looks);

    DatabaseView none = DatabaseLooks.of(recorder.database, List.of(), -1, 0);
    assertThat(looks.between(begun, begun, gaveUp, now.get(), none).releases).hasSize(1);
    assertThat(looks.between(begun, begun, gaveUp, gaveUp, none).releases).isEmpty();
  }

  private void add(DatabaseLooks looks) {
    List<RunningStatement> running = recorder.database.running();
    DatabaseView look = DatabaseLooks.of(recorder.database, running, -1, now.get());
    looks.add(look, running, recorder.database.late.take());
  }

  @Test
  void takesWhatTwoLooksSawForOne() throws Exception {
    begin(4, 400);
    look(1_000);
    pass(100);
    sessions.remove(0).end(null);
    look(100);
    end(null);
    look(0);

    assertThat(found()).hasSize(1);
    assertThat(found().get(0).statements).hasSize(4);
  }

  @Test
  void isNotTakenInByStatementsThatBeganTogether() throws Exception {
    begin(3, 10);
    look(1_000);
    pass(100);
    end(null);
    look(0);

    assertThat(found()).isEmpty();
  }

  @Test
  void seesALockThatASmallPoolRanIntoWithinAMoment() throws Exception {
    begin(10, 25);
    look(3_000);
    pass(100);
    for (Session session : sessions) {
      session.end(null);
      pass(2);
    }
    look(0);

    assertThat(found()).singleElement().satisfies(one -> assertThat(one.statements).hasSize(10));
  }

  @Test
  void isNotTakenInByStatementsThatAllTakeEquallyLong() throws Exception {
    begin(10, 25);
    look(3_000);
    pass(100);
    for (Session session : sessions) {
      session.end(null);
      pass(25);
    }
    look(0);

    assertThat(found()).isEmpty();
  }

  @Test
  void isNotTakenInByABrokenConnection() throws Exception {
    begin(3, 400);
    look(1_000);
    pass(100);
    end(new SQLException("terminated", "57P01"));
    look(0);

    assertThat(found()).isEmpty();
  }

  @Test
  void isNotTakenInByAJvmThatStoodStill() throws Exception {
    begin(3, 400);
    look(1_000);
    pass(2_000);
    end(null);
    look(0);

    assertThat(found()).isEmpty();
  }

  @Test
  void isNotTakenInByTheLastOfManyThatCameBackOneByOne() throws Exception {
    begin(5, 400);
    look(1_000);
    pass(200);
    sessions.remove(0).end(null);
    look(300);
    pass(600);
    look(0);
    pass(100);
    end(null);
    look(0);

    assertThat(found()).isEmpty();
  }

  @Test
  void waitsUntilNoneOfTheTextHangs() throws Exception {
    begin(4, 400);
    look(1_000);
    pass(100);
    Session left = sessions.remove(0);
    end(null);
    look(0);
    left.end(null);

    assertThat(found()).isEmpty();
  }

  @AfterEach
  void stop() {
    sessions.forEach(session -> session.thread.shutdown());
  }

  private List<DatabaseView.Release> found() {
    return releases.between(0, now.get());
  }

  private void begin(int count, long gapMillis) throws Exception {
    for (int i = 0; i < count; i++) {
      Session session = new Session();
      session.begin();
      sessions.add(session);
      pass(i == count - 1 ? 0 : gapMillis);
    }
  }

  private void end(SQLException error) throws Exception {
    for (Session session : sessions) {
      session.end(error);
    }
  }

  /** After so long. */
  private void look(long afterMillis) {
    pass(afterMillis);
    releases.look(recorder.database.late.take(), recorder.database.running(), now.get());
  }

  private void pass(long millis) {
    now.addAndGet(millis * 1_000_000);
  }

  /** One statement on a thread of its own. */
  private final class Session {
    final ExecutorService thread = Executors.newSingleThreadExecutor();
    int token;

    void begin() throws Exception {
      thread.submit(() -> token = recorder.statementStarted(new Object(), TEXT)).get();
    }

    void end(SQLException error) throws Exception {
      thread.submit(() -> recorder.statementEnded(token, error)).get();
      thread.shutdown();
    }
  }

  private static final class Nobody implements RequestEnd {
    @Override
    public boolean keeps(Timeline ended, int status, boolean failed) {
      return false;
    }

    @Override
    public void take(RequestView view, Object attachment, long silentNanos) {
      throw new AssertionError("nothing is kept");
    }
  }
}
