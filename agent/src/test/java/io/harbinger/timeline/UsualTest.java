package io.harbinger.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class UsualTest {
  private static final long MINUTE = 60_000;

  private final Recording recording = new Recording();
  private final TimelineRecorder recorder = recording.recorder;

  @Test
  void knowsHowLongAStatementTakes() {
    Timeline request = recording.start("GET", "/");
    for (int i = 0; i < 100; i++) {
      statement("select * from t where id = " + i, i == 99 ? 1_000 : 10);
    }
    recorder.statementStarted(new Object(), "select * from t where id = 7");
    Baseline usual = recorder.baselines.of(Kind.DB, "select * from t where id = ?");
    assertThat(usual.count).isEqualTo(100);
    assertThat(usual.medianNanos).isBetween(9_500_000L, 10_700_000L);
    assertThat(usual.p99Nanos).isLessThan(11_000_000L);
    assertThat(usual.inFlight).isEqualTo(1);
    recording.end(request, 200);
    assertThat(recorder.baselines.of(Kind.DB, "never seen")).isSameAs(Baseline.NONE);
  }

  @Test
  void doesNotTakeAFailureForAnAnswer() {
    recording.start("GET", "/");
    statement("select 1 from t", 10);
    long last = recorder.database.lastCompletedNanos();
    recording.passMillis(100);
    int token = recorder.statementStarted(new Object(), "select 1 from t");
    recorder.statementEnded(token, new SQLException("gone", "08006"));
    assertThat(recorder.database.lastCompletedNanos()).isEqualTo(last);
    assertThat(recorder.database.statements.find("select ? from t").completed()).isEqualTo(1);
    assertThat(recorder.baselines.of(Kind.DB, "select ? from t").errors).isEqualTo(1);
  }

  @Test
  void doesNotTakeForAnAnswerWhatMayComeFromTheDriver() {
    recording.start("GET", "/");
    statement("select 1 from t", 10);
    long last = recorder.database.lastCompletedNanos();
    recording.passMillis(100);
    statement("COMMIT", 1);
    int token = recorder.statementStarted(new Object(), "validate connection");
    recording.passMillis(5_000);
    recorder.validationEnded(token, false, null);
    assertThat(recorder.database.lastCompletedNanos()).isEqualTo(last);
    token = recorder.statementStarted(new Object(), "validate connection");
    recorder.validationEnded(token, true, null);
    assertThat(recorder.database.lastCompletedNanos()).isEqualTo(recording.now.get());
  }

  @Test
  void learnsNothingFromWhatHung() {
    recording.start("GET", "/");
    for (int i = 0; i < 20; i++) {
      statement("update t set a = 1", 3);
    }
    for (int i = 0; i < 40; i++) {
      statement("update t set a = 1", 30_000);
    }
    Baseline usual = recorder.baselines.of(Kind.DB, "update t set a = ?");
    assertThat(usual.medianNanos).isLessThan(4_000_000L);
    assertThat(usual.p99Nanos).isLessThan(4_000_000L);
    assertThat(usual.count).isEqualTo(60);
  }

  @Test
  void takesForUsualWhatStaysSlow() {
    recording.start("GET", "/");
    for (int i = 0; i < 20; i++) {
      statement("update t set a = 1", 3);
    }
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 20; j++) {
        statement("update t set a = 1", 2_000);
      }
      recording.passMillis(6 * MINUTE);
      recorder.sweep();
    }
    statement("update t set a = 1", 2_000);
    Baseline usual = recorder.baselines.of(Kind.DB, "update t set a = ?");
    assertThat(usual.medianNanos).isGreaterThan(1_900_000_000L);
  }

  @Test
  void letsWhatIsOldGo() {
    recording.start("GET", "/");
    statement("select * from t", 10);
    for (int i = 0; i < 3; i++) {
      recording.passMillis(6 * MINUTE);
      recorder.sweep();
    }
    assertThat(recorder.baselines.of(Kind.DB, "select * from t").count).isZero();
    statement("select * from t", 1_000);
    Baseline usual = recorder.baselines.of(Kind.DB, "select * from t");
    assertThat(usual.count).isEqualTo(1);
    assertThat(usual.medianNanos).isBetween(950_000_000L, 1_070_000_000L);
  }

  @Test
  void keepsWhatWasUsualThroughTheFirstMinutesOfAnIncident() {
    recording.start("GET", "/");
    for (int i = 0; i < 1_000; i++) {
      statement("select * from t", 10);
    }
    recording.passMillis(6 * MINUTE);
    recorder.sweep();
    for (int i = 0; i < 100; i++) {
      statement("select * from t", 500);
    }
    assertThat(recorder.baselines.of(Kind.DB, "select * from t").medianNanos)
        .isLessThan(11_000_000L);
  }

  @Test
  void countsOnlyHealthyRequestsOfARoute() {
    request("/owners/{id}", 200, 10);
    request("/owners/{id}", 500, 5_000);
    Timeline marked = recording.start("GET", "/owners/3");
    recorder.route("/owners/{id}");
    marked.mark(marked.generation());
    recording.passMillis(5_000);
    recording.end(marked, 200);

    Baseline usual = recorder.baselines.ofRoute("GET /owners/{id}");
    assertThat(usual.count).isEqualTo(1);
    assertThat(usual.errors).isEqualTo(1);
    assertThat(usual.p99Nanos).isLessThan(11_000_000L);
    assertThat(recorder.baselines.ofRoute("POST /owners/{id}")).isSameAs(Baseline.NONE);
  }

  @Test
  void knowsAPathWhereNoFrameworkTellsARoute() {
    for (int i = 0; i < 300; i++) {
      request(null, 200, 20);
    }
    assertThat(recorder.baselines.ofRoute("GET /x").count).isEqualTo(300);
    assertThat(recorder.routes.all()).extracting(r -> r.route).containsOnlyNulls();
  }

  private void statement(String sql, long millis) {
    int token = recorder.statementStarted(new Object(), sql);
    recording.passMillis(millis);
    recorder.statementEnded(token, null);
  }

  private void request(String route, int status, long millis) {
    Timeline request = recording.start("GET", "/x");
    recorder.route(route);
    recording.passMillis(millis);
    recording.end(request, status);
  }
}
