package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.cause.DatabaseView;
import io.harbinger.log.Log;
import io.harbinger.timeline.DatabaseAccess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Against a real PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class PostgresLocksTest {
  private EmbeddedPostgres postgres;
  private String url;

  @BeforeAll
  void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    url = postgres.getJdbcUrl("postgres", "postgres") + "&socketTimeout=0";
    try (Connection connection = connect("setup")) {
      run(connection, "create table item (id int primary key, name text)");
      run(connection, "insert into item values (1, 'one')");
      run(connection, "create role app login");
      run(connection, "grant select, update on item to app");
    }
  }

  @AfterAll
  void stop() throws Exception {
    postgres.close();
  }

  @Test
  void namesWhoHoldsTheTable() throws Exception {
    try (Connection waiter = connect("shop");
        Connection holder = connect("psql")) {
      holder.setAutoCommit(false);
      run(holder, "lock table item in access exclusive mode");
      CompletableFuture<?> waiting = later(waiter, "select name from item where id = 1");
      awaitWaiting(1);

      DatabaseView view = inspect();
      assertThat(view.inspected).isTrue();
      assertThat(view.inspectionFailure).isNull();
      assertThat(view.blocked).hasSize(1);
      DatabaseView.Blocked blocked = view.blocked.get(0);
      assertThat(blocked.waitingSql).isEqualTo("select name from item where id = ?");
      assertThat(blocked.waitingMillis).isBetween(0L, 60_000L);
      assertThat(blocked.blockerSession)
          .matches("\\d+, application psql, user postgres, from (127\\.0\\.0\\.1|::1)");
      assertThat(blocked.blockerSql).isEqualTo("lock table item in access exclusive mode");
      assertThat(blocked.blockerState).isEqualTo("idle in transaction");
      assertThat(blocked.blockerMillis).isGreaterThanOrEqualTo(blocked.waitingMillis);

      holder.rollback();
      waiting.join();
    }
  }

  @Test
  void leadsTheQueueToItsHead() throws Exception {
    try (Connection third = connect("shop");
        Connection second = connect("migration");
        Connection holder = connect("report")) {
      holder.setAutoCommit(false);
      run(holder, "select count(*) from item");
      CompletableFuture<?> change = later(second, "alter table item add column price int");
      awaitWaiting(1);
      CompletableFuture<?> query = later(third, "select name from item");
      awaitWaiting(2);

      List<DatabaseView.Blocked> blocked = inspect().blocked;
      assertThat(blocked).hasSize(2);
      assertThat(blocked)
          .allSatisfy(each -> assertThat(each.blockerSession).contains("application report"))
          .allSatisfy(each -> assertThat(each.blockerSql).isEqualTo("select count(*) from item"));

      holder.rollback();
      change.join();
      query.join();
    }
  }

  @Test
  void seesARowLock() throws Exception {
    try (Connection waiter = connect("shop");
        Connection holder = connect("batch")) {
      holder.setAutoCommit(false);
      run(holder, "update item set name = 'two' where id = 1");
      CompletableFuture<?> waiting = later(waiter, "update item set name = 'three' where id = 1");
      awaitWaiting(1);

      assertThat(inspect().blocked)
          .hasSize(1)
          .allSatisfy(each -> assertThat(each.blockerSession).contains("application batch"));

      holder.rollback();
      waiting.join();
    }
  }

  @Test
  void tellsWhoBlocksEvenIfTheStatementIsHidden() throws Exception {
    try (Connection waiter = connect("shop", "app");
        Connection holder = connect("psql")) {
      holder.setAutoCommit(false);
      run(holder, "lock table item in access exclusive mode");
      CompletableFuture<?> waiting = later(waiter, "select name from item");
      awaitWaiting(1);

      List<DatabaseView.Blocked> blocked = inspect("app").blocked;
      assertThat(blocked).hasSize(1);
      assertThat(blocked.get(0).waitingSql).isEqualTo("select name from item");
      assertThat(blocked.get(0).blockerSession).matches("\\d+, application psql, user postgres");
      assertThat(blocked.get(0).blockerSql).isEqualTo("(not shown by the database)");

      holder.rollback();
      waiting.join();
    }
  }

  @Test
  void saysThatNobodyWaits() throws Exception {
    try (Connection idle = connect("psql")) {
      idle.setAutoCommit(false);
      run(idle, "lock table item in access exclusive mode");
      DatabaseView view = inspect();
      assertThat(view.inspected).isTrue();
      assertThat(view.blocked).isEmpty();
      idle.rollback();
    }
  }

  @Test
  void leavesNoConnectionBehind() throws Exception {
    inspect();
    try (Connection connection = connect("count")) {
      assertThat(
              awaitNumber(
                  connection,
                  "select count(*) from pg_stat_activity where application_name = 'harbinger'",
                  0))
          .isZero();
    }
  }

  private DatabaseView inspect() throws SQLException {
    return inspect("postgres");
  }

  private DatabaseView inspect(String user) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    DatabaseAccess access =
        new DatabaseAccess(
            DriverManager.getDriver(url), url.replace("user=postgres&", ""), properties);
    DatabaseInspection inspection =
        new DatabaseInspection(
            () -> List.of(access),
            System::nanoTime,
            new Log(System.err, System::nanoTime, Log.Level.WARN),
            Runnable::run);
    long now = System.nanoTime();
    DatabaseView present =
        DatabaseView.look(
            now,
            List.of(new DatabaseView.Running("select ?", now - 1_000_000_000L, "GET /", 0)),
            0,
            List.of(),
            -1);
    return inspection.ask(present, now);
  }

  private Connection connect(String application) throws SQLException {
    return connect(application, "postgres");
  }

  private Connection connect(String application, String user) throws SQLException {
    return DriverManager.getConnection(
        url.replace("user=postgres", "user=" + user) + "&ApplicationName=" + application);
  }

  private void awaitWaiting(int sessions) throws SQLException {
    try (Connection connection = connect("count")) {
      awaitNumber(
          connection,
          "select count(*) from pg_stat_activity where wait_event_type = 'Lock'",
          sessions);
    }
  }

  private static int awaitNumber(Connection connection, String sql, int wanted)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      while (true) {
        try (ResultSet row = statement.executeQuery(sql)) {
          row.next();
          if (row.getInt(1) == wanted) {
            return wanted;
          }
        }
      }
    }
  }

  private static CompletableFuture<?> later(Connection connection, String sql) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            run(connection, sql);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
