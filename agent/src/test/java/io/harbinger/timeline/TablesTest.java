package io.harbinger.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every table of the room is bounded, and says so in one entry for the rest. */
class TablesTest {
  @Test
  void capsTheRoutesButNotTheirMethods() {
    Routes routes = new Routes(3);
    Name get = name("GET");
    for (int i = 0; i < 10; i++) {
      routes.of(get, "/r" + i);
    }
    Route other = routes.of(get, "/r9");
    assertThat(other.route).isEqualTo("other");
    assertThat(routes.of(get, "/r8")).isSameAs(other);
    assertThat(routes.of(name("POST"), "/r0").route).isEqualTo("/r0");
    assertThat(routes.of(get, null).route).isNull();
    assertThat(routes.of(name("BREW"), "/r0").method).isEqualTo("_OTHER");
    assertThat(routes.all()).hasSize(7);
  }

  @Test
  void splitsARouteByStatusAndErrorUpToALimit() {
    Route route = new Route("GET", "/");
    route.ended(1_000, 1, 200, null, false);
    route.ended(1_000, 1, 200, null, false);
    route.ended(1_000, 1, 502, null, false);
    route.ended(1_000, 1, 500, new IllegalStateException(), false);
    assertThat(route.outcomes()).extracting(o -> o.status).containsExactly(200, 502, 500);
    assertThat(route.outcomes())
        .extracting(o -> o.errorType)
        .containsExactly(null, "502", "java.lang.IllegalStateException");
    assertThat(route.outcomes().get(0).durations.count()).isEqualTo(2);
    for (int status = 400; status < 450; status++) {
      route.ended(1_000, 1, status, null, false);
    }
    List<Route.Outcome> outcomes = new ArrayList<>(route.outcomes());
    assertThat(outcomes).hasSize(16);
    assertThat(outcomes.get(15).errorType).isEqualTo("_OTHER");
    assertThat(outcomes.stream().mapToLong(o -> o.durations.count()).sum()).isEqualTo(54);
  }

  @Test
  void sharesTheFiguresOfTextsBeyondTheCapButKeepsTheirWords() {
    Statements statements = new Statements(2);
    Statement first = statements.of("select * from a");
    statements.of("select * from b");
    Statement third = statements.of("select * from c where x = 'secret'");
    assertThat(statements.of("select * from a")).isSameAs(first);
    assertThat(third.text()).isEqualTo("select * from c where x = ?");
    third.completed(5_000_000, 7, true);
    assertThat(statements.other.durations.count()).isEqualTo(1);
    assertThat(statements.other.errors.sum()).isEqualTo(1);
    assertThat(statements.all()).hasSize(2);
  }

  @Test
  void knowsATextBeyondTheCapWithoutScrubbingItAgain() {
    Statements statements = new Statements(2);
    Statement first = statements.of("select * from a");
    statements.of("select * from b");
    String beyond = "select * from c where x = 'secret'";
    statements.of(beyond);

    Statement again = statements.of(beyond);
    again.completed(5_000_000, 7, false);

    assertThat(again.lasts()).isFalse();
    assertThat(again.toString()).isEqualTo("select * from c where x = ?");
    assertThat(again.summary()).isEqualTo("SELECT c");
    assertThat(statements.other.durations.count()).isEqualTo(1);
    assertThat(statements.of("select * from a")).isSameAs(first);
    assertThat(statements.of("select * from a where x = 'secret'").lasts()).isFalse();
  }

  @Test
  void findsTheTextOfAPreparedStatementWhereverItWasPrepared() {
    Recording recording = new Recording();
    Object early = new Object();
    recording.recorder.prepared(early, "select * from early");
    Timeline request = recording.start("GET", "/");
    Object late = new Object();
    recording.recorder.prepared(late, "select * from late");
    run(recording, early);
    run(recording, late);
    run(recording, new Object());
    assertThat(recording.end(request, 200).lanes.get(0).segments)
        .extracting(s -> s.detail)
        .containsExactly("select * from early", "select * from late", "prepared statement");
  }

  @Test
  void keepsNoStatementOfAnEndedRequestAlive() {
    PreparedTexts texts = new PreparedTexts();
    Statement text = new Statement(2, "select ?", "SELECT");
    Object first = new Object();
    texts.put(first, text);
    for (int i = 0; i < 40; i++) {
      texts.put(new Object(), text);
    }
    assertThat(texts.get(first)).as("pushed out").isNull();
    Object last = new Object();
    texts.put(last, text);
    texts.put(last, text);
    assertThat(texts.get(last)).isSameAs(text);
    texts.clear();
    assertThat(texts.get(last)).isNull();
  }

  @Test
  void namesTheMostRepeatedStatementOfMany() {
    StatementCounts counts = new StatementCounts();
    List<Statement> statements = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      statements.add(new Statement(i, "s" + i, "s"));
    }
    for (int i = 0; i < 1_000; i++) {
      counts.count(statements.get(i % 2 == 0 ? 42 : i % 100));
    }
    assertThat(counts.calls()).isEqualTo(1_000);
    int most = 0;
    Statement repeated = null;
    for (int i = 0; i < counts.slots(); i++) {
      if (counts.statement(i) != null && counts.count(i) > most) {
        most = counts.count(i);
        repeated = counts.statement(i);
      }
    }
    assertThat(repeated).isSameAs(statements.get(42));
    assertThat(most).isEqualTo(500);
  }

  @Test
  void capsTheExecutors() {
    Executors executors = new Executors(8, List.of());
    List<Object> alive = new ArrayList<>();
    int known = 0;
    for (int i = 0; i < 20; i++) {
      alive.add(new Object());
      known += executors.of(alive.get(i)) == null ? 0 : 1;
    }
    assertThat(known).isEqualTo(8);
    assertThat(executors.all()).hasSize(8);
    assertThat(alive).hasSize(20);
  }

  @Test
  void keepsTheAttemptsThatHangWhenManyFail() {
    ConnectAttempts attempts = new ConnectAttempts();
    ConnectAttempt hanging = attempts.start("jdbc:x:hangs", 1);
    for (int i = 0; i < 200; i++) {
      attempts.start("jdbc:x:fails", i).end(i + 1, Failure.of(new IllegalStateException(), false));
    }
    assertThat(attempts.all()).hasSize(64).contains(hanging);
  }

  @Test
  void measuresWithinSixPercent() {
    Distribution durations = new Distribution();
    for (long millis = 1; millis <= 1_000; millis++) {
      durations.record(millis * 1_000_000);
    }
    long[] percentiles = durations.recentPercentiles(50, 99, 100);
    assertThat(percentiles[0]).isBetween(500_000_000L, 535_000_000L);
    assertThat(percentiles[1]).isBetween(990_000_000L, 1_060_000_000L);
    assertThat(durations.sumSeconds()).isEqualTo(500.5);
    durations.record(Long.MAX_VALUE / 2);
    durations.record(-5);
    assertThat(durations.count()).isEqualTo(1_002);
    assertThat(new Distribution().recentPercentiles(50)).containsExactly(-1);
  }

  private static void run(Recording recording, Object statement) {
    int token = recording.recorder.statementStarted(statement, null);
    recording.passMillis(10);
    recording.recorder.statementEnded(token, null);
  }

  private static Name name(String text) {
    Name name = new Name(16);
    name.set(text);
    return name;
  }
}
