package io.harbinger.watch;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/**
 * MySQL and MariaDB: row locks of InnoDB, then locks on whole tables.
 *
 * <pre>
 *              row locks                              table locks
 *   MySQL 8    performance_schema.data_lock_waits     performance_schema.metadata_locks
 *   MariaDB    information_schema.INNODB_LOCK_WAITS   PROCESSLIST, METADATA_LOCK_INFO where installed
 * </pre>
 *
 * <p>Row locks need the privilege PROCESS, and on MySQL SELECT on {@code performance_schema}.
 */
final class MySqlLocks implements LockQuestion {
  /**
   * With the process list beside it, because InnoDB's tables are a copy that may outlive a session.
   */
  private static final String MARIADB_ROWS =
      "SELECT r.trx_mysql_thread_id, r.trx_query,"
          + " TIMESTAMPDIFF(MICROSECOND, r.trx_wait_started, NOW(6)) DIV 1000,"
          + " b.trx_mysql_thread_id, p.USER, NULL, p.HOST, COALESCE(b.trx_query, p.INFO),"
          + " IF(p.COMMAND = 'Sleep', 'idle in transaction', COALESCE(p.STATE, p.COMMAND)),"
          + " TIMESTAMPDIFF(MICROSECOND, b.trx_started, NOW(6)) DIV 1000"
          + " FROM information_schema.INNODB_LOCK_WAITS w"
          + " JOIN information_schema.INNODB_TRX r ON r.trx_id = w.requesting_trx_id"
          + " JOIN information_schema.INNODB_TRX b ON b.trx_id = w.blocking_trx_id"
          + " JOIN information_schema.PROCESSLIST v"
          + " ON v.ID = r.trx_mysql_thread_id AND v.INFO IS NOT NULL"
          + " LEFT JOIN information_schema.PROCESSLIST p ON p.ID = b.trx_mysql_thread_id"
          + " WHERE p.ID IS NOT NULL OR b.trx_mysql_thread_id = 0 LIMIT 500";

  /** Which table is waited for is not told, so it is looked for in the statement. */
  private static final String MARIADB_TABLES =
      "SELECT w.ID, w.INFO, w.TIME_MS, p.ID, p.USER, NULL, p.HOST, p.INFO,"
          + " IF(p.COMMAND = 'Sleep', CONCAT('idle, holds ', m.LOCK_MODE, ' on ', m.TABLE_NAME),"
          + " p.STATE),"
          + " TIMESTAMPDIFF(MICROSECOND, t.trx_started, NOW(6)) DIV 1000"
          + " FROM information_schema.PROCESSLIST w"
          + " JOIN information_schema.METADATA_LOCK_INFO m ON m.THREAD_ID <> w.ID"
          + " AND m.TABLE_NAME <> '' AND LOCATE(m.TABLE_NAME, w.INFO) > 0"
          + " JOIN information_schema.PROCESSLIST p ON p.ID = m.THREAD_ID"
          + " LEFT JOIN information_schema.INNODB_TRX t ON t.trx_mysql_thread_id = p.ID"
          + " WHERE w.STATE LIKE 'Waiting for %lock%' LIMIT 500";

  private static final String MARIADB_WAITERS =
      "SELECT ID, INFO, TIME_MS, NULL, NULL, NULL, NULL, NULL,"
          + " CONCAT('makes others: ', STATE), 0"
          + " FROM information_schema.PROCESSLIST"
          + " WHERE STATE LIKE 'Waiting for %lock%' LIMIT 500";

  private static final String MYSQL_ROWS =
      "SELECT r.trx_mysql_thread_id, r.trx_query,"
          + " TIMESTAMPDIFF(MICROSECOND, r.trx_wait_started, NOW(6)) DIV 1000,"
          + " b.trx_mysql_thread_id, p.PROCESSLIST_USER, NULL, p.PROCESSLIST_HOST,"
          + " COALESCE(b.trx_query, e.SQL_TEXT),"
          + " IF(p.PROCESSLIST_COMMAND = 'Sleep', 'idle in transaction', p.PROCESSLIST_STATE),"
          + " TIMESTAMPDIFF(MICROSECOND, b.trx_started, NOW(6)) DIV 1000"
          + " FROM performance_schema.data_lock_waits w"
          + " JOIN information_schema.INNODB_TRX r"
          + " ON r.trx_id = w.REQUESTING_ENGINE_TRANSACTION_ID"
          + " JOIN information_schema.INNODB_TRX b ON b.trx_id = w.BLOCKING_ENGINE_TRANSACTION_ID"
          + " LEFT JOIN performance_schema.threads p ON p.PROCESSLIST_ID = b.trx_mysql_thread_id"
          + " LEFT JOIN performance_schema.events_statements_current e"
          + " ON e.THREAD_ID = p.THREAD_ID AND e.NESTING_EVENT_ID IS NULL"
          + " WHERE p.THREAD_ID IS NOT NULL OR b.trx_mysql_thread_id = 0 LIMIT 500";

  /** The server's own threads wait for tables, too, which delays nobody's request. */
  private static final String MYSQL_TABLES =
      "SELECT wt.PROCESSLIST_ID, wt.PROCESSLIST_INFO, wt.PROCESSLIST_TIME * 1000,"
          + " p.PROCESSLIST_ID, p.PROCESSLIST_USER, NULL, p.PROCESSLIST_HOST,"
          + " COALESCE(p.PROCESSLIST_INFO, e.SQL_TEXT),"
          + " IF(p.PROCESSLIST_COMMAND = 'Sleep',"
          + " CONCAT('idle, holds ', g.LOCK_TYPE, ' on ', g.OBJECT_NAME), p.PROCESSLIST_STATE),"
          + " p.PROCESSLIST_TIME * 1000"
          + " FROM performance_schema.metadata_locks w"
          + " JOIN performance_schema.metadata_locks g ON g.LOCK_STATUS = 'GRANTED'"
          + " AND g.OBJECT_TYPE = w.OBJECT_TYPE AND g.OBJECT_SCHEMA = w.OBJECT_SCHEMA"
          + " AND g.OBJECT_NAME = w.OBJECT_NAME AND g.OWNER_THREAD_ID <> w.OWNER_THREAD_ID"
          + " JOIN performance_schema.threads wt ON wt.THREAD_ID = w.OWNER_THREAD_ID"
          + " JOIN performance_schema.threads p ON p.THREAD_ID = g.OWNER_THREAD_ID"
          + " LEFT JOIN performance_schema.events_statements_current e"
          + " ON e.THREAD_ID = p.THREAD_ID AND e.NESTING_EVENT_ID IS NULL"
          + " WHERE w.LOCK_STATUS = 'PENDING' AND wt.TYPE = 'FOREGROUND' LIMIT 500";

  private static final int UNKNOWN_TABLE = 1109;

  @Override
  public Properties limits() {
    Properties limits = new Properties();
    limits.setProperty("connectTimeout", "2000");
    limits.setProperty("socketTimeout", "2000");
    return limits;
  }

  @Override
  public void ask(Connection connection, List<LockWait> found) throws SQLException {
    String version = connection.getMetaData().getDatabaseProductVersion();
    try (Statement statement = connection.createStatement()) {
      // because the times of transactions are told in the server's own
      statement.execute("SET time_zone = 'SYSTEM'");
      if (!version.contains("MariaDB")) {
        read(statement, MYSQL_TABLES, found);
        read(statement, MYSQL_ROWS, found);
        return;
      }
      int before = found.size();
      try {
        read(statement, MARIADB_TABLES, found);
      } catch (SQLException e) {
        if (e.getErrorCode() != UNKNOWN_TABLE) {
          throw e;
        }
      }
      if (found.size() == before) {
        read(statement, MARIADB_WAITERS, found);
      }
      read(statement, MARIADB_ROWS, found);
    }
  }

  private static void read(Statement statement, String question, List<LockWait> found)
      throws SQLException {
    try (ResultSet rows = statement.executeQuery(question)) {
      while (rows.next()) {
        found.add(LockWait.of(rows));
      }
    }
  }
}
