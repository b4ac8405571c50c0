package io.harbinger.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Kind;
import org.junit.jupiter.api.Test;

class DatabaseSystemTest {
  private static final String TEXT = "select * from owners";

  private final Recording recording = new Recording();

  @Test
  void isToldByTheDriversOwnClass() {
    assertThat(runOn(new org.mariadb.jdbc.Driver())).isEqualTo("mariadb");
    assertThat(DatabaseSystem.of(new org.postgresql.Driver())).isEqualTo("postgresql");
    assertThat(DatabaseSystem.of(new Object())).isNull();
  }

  @Test
  void isToldByTheDriverBehindAWrapper() {
    Timeline request = recording.start("GET", "/");
    int outer = recording.recorder.statementStarted(new Object(), TEXT);
    int inner = recording.recorder.statementStarted(new org.postgresql.Driver(), TEXT);
    assertThat(inner).isNegative();
    recording.recorder.statementEnded(outer, null);
    recording.end(request, 200);

    assertThat(runOn(new Object())).isEqualTo("postgresql");
  }

  @Test
  void isNotKnownBehindAStrangeDriver() {
    assertThat(runOn(new Object())).isNull();
  }

  @Test
  void isToldByTheAddress() {
    assertThat(DatabaseSystem.ofUrl("jdbc:postgresql://db:5432/shop")).isEqualTo("postgresql");
    assertThat(DatabaseSystem.ofUrl("jdbc:mysql://db/shop")).isEqualTo("mysql");
    assertThat(DatabaseSystem.ofUrl("jdbc:mariadb://db/shop")).isEqualTo("mariadb");
    assertThat(DatabaseSystem.ofUrl("jdbc:oracle:thin:@db:1521:x")).isEqualTo("oracle.db");
    assertThat(DatabaseSystem.ofUrl("jdbc:sqlserver://db")).isEqualTo("microsoft.sql_server");
    assertThat(DatabaseSystem.ofUrl("jdbc:h2:mem:x")).isEqualTo("h2database");
    assertThat(DatabaseSystem.ofUrl("jdbc:odd:x")).isNull();
    assertThat(DatabaseSystem.ofUrl(null)).isNull();
  }

  /** What the view of the request says. */
  private String runOn(Object jdbc) {
    Timeline request = recording.start("GET", "/");
    int token = recording.recorder.statementStarted(jdbc, TEXT);
    recording.passMillis(100);
    recording.recorder.statementEnded(token, null);
    RequestView view = recording.end(request, 200);
    SegmentView segment = view.lanes.get(0).segments.get(0);
    assertThat(segment.kind).isEqualTo(Kind.DB);
    return segment.system;
  }
}
