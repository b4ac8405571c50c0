package io.harbinger.watch;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/**
 * PostgreSQL 10 and later, by {@code pg_stat_activity} and {@code pg_blocking_pids}.
 *
 * <p>Statements of other users are hidden from a user without {@code pg_read_all_stats}; who blocks
 * is told even so. Prepared transactions have no session and are not named.
 */
final class PostgresLocks implements LockQuestion {
  /** Only waiting sessions are looked up, and few, because each look-up locks the lock table. */
  private static final String QUESTION =
      "WITH waiting AS (SELECT pid, query, coalesce(%s, query_start) AS since"
          + " FROM pg_stat_activity a"
          + " WHERE wait_event_type = 'Lock' AND pid <> pg_backend_pid()"
          + " ORDER BY query_start LIMIT 50)"
          + " SELECT w.pid, w.query,"
          + " (extract(epoch FROM clock_timestamp() - w.since) * 1000)::bigint,"
          + " nullif(k.pid, 0), b.usename, b.application_name, host(b.client_addr), b.query,"
          + " b.state,"
          + " (extract(epoch FROM clock_timestamp() - coalesce(b.xact_start, b.query_start))"
          + " * 1000)::bigint"
          + " FROM waiting w CROSS JOIN LATERAL unnest(pg_blocking_pids(w.pid)) AS k(pid)"
          + " LEFT JOIN pg_stat_activity b ON b.pid = k.pid";

  private static final String WAIT_START =
      "(SELECT min(waitstart) FROM pg_locks l WHERE l.pid = a.pid AND NOT l.granted)";

  @Override
  public Properties limits() {
    Properties limits = new Properties();
    limits.setProperty("connectTimeout", "2");
    limits.setProperty("socketTimeout", "2");
    // none, because with one the driver connects on a thread of its own
    limits.setProperty("loginTimeout", "0");
    limits.setProperty("ApplicationName", "harbinger");
    return limits;
  }

  @Override
  public void ask(Connection connection, List<LockWait> found) throws SQLException {
    int version = connection.getMetaData().getDatabaseMajorVersion();
    // in a transaction, because a setting of the session would outlive us behind a PgBouncer
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      // no setQueryTimeout, because it cancels over a second connection
      statement.execute("SET LOCAL statement_timeout = 1500");
      String question = String.format(QUESTION, version >= 14 ? WAIT_START : "NULL");
      try (ResultSet rows = statement.executeQuery(question)) {
        while (rows.next()) {
          found.add(LockWait.of(rows));
        }
      }
    }
    connection.rollback();
  }
}
