package io.harbinger.watch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/** How one kind of database is asked who waits for whom. */
interface LockQuestion {
  /** Null: this kind of database cannot be asked. */
  static LockQuestion of(String url) {
    if (url.startsWith("jdbc:postgresql:")) {
      return new PostgresLocks();
    }
    return url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:mariadb:")
        ? new MySqlLocks()
        : null;
  }

  /** Driver properties that bound how long connecting and reading may take. */
  Properties limits();

  /**
   * Adds what it finds as it finds it, so that a later refusal does not cost the earlier answer.
   */
  void ask(Connection connection, List<LockWait> found) throws SQLException;
}
