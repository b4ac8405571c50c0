package io.harbinger.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.harbinger.cause.DatabaseView;
import io.harbinger.log.Log;
import io.harbinger.timeline.DatabaseAccess;
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

/** Against a real MariaDB where the machine has one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class MariaDbLocksIT {
  private MariaDb mariadb;

  @BeforeAll
  void start() throws Exception {
    mariadb = MariaDb.start();
    assumeTrue(mariadb != null, "not run: no MariaDB is installed here");
    try (Connection connection = mariadb.connect("root")) {
      run(connection, "create database shop");
      run(connection, "create table shop.item (id int primary key, name text) engine=innodb");
      run(connection, "insert into shop.item values (1, 'one')");
      run(connection, "create user app@localhost");
      run(connection, "grant all on shop.* to app@localhost");
    }
  }

  @AfterAll
  void stop() throws Exception {
    if (mariadb != null) {
      mariadb.stop();
    }
  }

  @Test
  void namesWhoHoldsTheRow() throws Exception {
    try (Connection waiter = mariadb.connect("app");
        Connection holder = mariadb.connect("root")) {
      holder.setAutoCommit(false);
      run(holder, "update shop.item set name = 'two' where id = 1");
      CompletableFuture<?> waiting =
          later(waiter, "update shop.item set name = 'three' where id = 1");
      await("select count(*) from information_schema.INNODB_TRX where trx_state = 'LOCK WAIT'");

      DatabaseView view = inspect("root");
      assertThat(view.inspectionFailure).isNull();
      assertThat(view.inspected).isTrue();
      assertThat(view.blocked).hasSize(1);
      DatabaseView.Blocked blocked = view.blocked.get(0);
      assertThat(blocked.waitingSql).isEqualTo("update shop.item set name = ? where id = ?");
      assertThat(blocked.waitingMillis).isBetween(0L, 60_000L);
      assertThat(blocked.blockerSession).matches("\\d+, user root, from localhost:\\d+");
      assertThat(blocked.blockerState).isEqualTo("idle in transaction");
      assertThat(blocked.blockerMillis).isBetween(blocked.waitingMillis, 60_000L);

      holder.rollback();
      waiting.join();
    }
  }

  @Test
  void seesALockedTable() throws Exception {
    try (Connection waiter = mariadb.connect("app");
        Connection holder = mariadb.connect("root")) {
      run(holder, "lock tables shop.item write");
      CompletableFuture<?> waiting = later(waiter, "select name from shop.item where id = 1");
      awaitMetadataWait();

      DatabaseView view = inspect("root");
      assertThat(view.blocked).hasSize(1);
      assertThat(view.blocked.get(0).waitingSql)
          .isEqualTo("select name from shop.item where id = ?");
      assertThat(view.blocked.get(0).blockerSession).isEqualTo("that the database does not name");
      assertThat(view.blocked.get(0).blockerState)
          .isEqualTo("makes others: Waiting for table metadata lock");

      run(holder, "unlock tables");
      waiting.join();
    }
  }

  @Test
  void namesWhoLockedTheTableWhereThePluginIsInstalled() throws Exception {
    try (Connection waiter = mariadb.connect("app");
        Connection holder = mariadb.connect("root")) {
      run(holder, "install soname 'metadata_lock_info'");
      run(holder, "lock tables shop.item write");
      CompletableFuture<?> waiting = later(waiter, "select name from shop.item where id = 1");
      awaitMetadataWait();

      List<DatabaseView.Blocked> blocked = inspect("root").blocked;
      assertThat(blocked).hasSize(1);
      assertThat(blocked.get(0).blockerSession).matches("\\d+, user root, from localhost:\\d+");
      assertThat(blocked.get(0).blockerState)
          .isEqualTo("idle, holds MDL_SHARED_NO_READ_WRITE on item");

      run(holder, "unlock tables");
      waiting.join();
      run(holder, "uninstall soname 'metadata_lock_info'");
    }
  }

  @Test
  void saysThatItIsNotAllowedToLook() throws Exception {
    DatabaseView view = inspect("app");
    assertThat(view.inspected).isFalse();
    assertThat(view.inspectionFailure).contains("denied").contains("PROCESS");
  }

  @Test
  void seesAWaitForATableOfItsOwnEvenIfNotAllowedMore() throws Exception {
    try (Connection waiter = mariadb.connect("app");
        Connection holder = mariadb.connect("root")) {
      run(holder, "lock tables shop.item write");
      CompletableFuture<?> waiting = later(waiter, "select name from shop.item where id = 1");
      awaitMetadataWait();

      assertThat(inspect("app").blocked).hasSize(1);

      run(holder, "unlock tables");
      waiting.join();
    }
  }

  private DatabaseView inspect(String user) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    String url = mariadb.url() + "?timezone=+05:00";
    DatabaseAccess access = new DatabaseAccess(DriverManager.getDriver(url), url, properties);
    DatabaseInspection inspection =
        new DatabaseInspection(
            () -> List.of(access),
            System::nanoTime,
            new Log(System.err, System::nanoTime, Log.Level.OFF),
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

  private void awaitMetadataWait() throws SQLException {
    await(
        "select count(*) from information_schema.PROCESSLIST"
            + " where state = 'Waiting for table metadata lock'");
  }

  private void await(String count) throws SQLException {
    try (Connection connection = mariadb.connect("root");
        Statement statement = connection.createStatement()) {
      int found = 0;
      while (found == 0) {
        try (ResultSet row = statement.executeQuery(count)) {
          row.next();
          found = row.getInt(1);
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
