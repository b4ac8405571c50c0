package io.harbinger.watch;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * One session that waits for one other, as a database answered.
 *
 * <p>Columns, in this order: waiter, its statement, its wait in ms, blocker, the blocker's user,
 * application, address, statement, state, age of its transaction in ms.
 */
final class LockWait {
  private static final String NOT_SHOWN = "(not shown by the database)";

  final String waiter;
  final String waiterSql;
  final long waiterMillis;

  /** Null: the database names none. */
  final String blocker;

  /** {@code 4711, application psql, user app, from 10.0.0.7}. */
  final String session;

  final String blockerSql;
  final String blockerState;
  final long blockerMillis;

  LockWait(
      String waiter,
      String waiterSql,
      long waiterMillis,
      String blocker,
      String session,
      String blockerSql,
      String blockerState,
      long blockerMillis) {
    this.waiter = waiter;
    this.waiterSql = waiterSql;
    this.waiterMillis = waiterMillis;
    this.blocker = blocker;
    this.session = session;
    this.blockerSql = blockerSql;
    this.blockerState = blockerState;
    this.blockerMillis = blockerMillis;
  }

  static LockWait of(ResultSet row) throws SQLException {
    long waited = Math.max(0, row.getLong(3));
    String blocker = row.getString(4);
    long age = row.getLong(10);
    return new LockWait(
        row.getString(1),
        shown(row.getString(2)),
        waited,
        blocker,
        session(blocker, row.getString(5), row.getString(6), row.getString(7)),
        shown(row.getString(8)),
        orElse(row.getString(9), "in an unknown state"),
        // because whoever blocks has done so at least as long as the other waits
        Math.max(waited, age));
  }

  private static String session(String id, String user, String application, String address) {
    if (id == null) {
      return "that the database does not name";
    }
    StringBuilder session = new StringBuilder(id);
    append(session, ", application ", application);
    append(session, ", user ", user);
    append(session, ", from ", address);
    return session.toString();
  }

  private static void append(StringBuilder session, String label, String value) {
    if (value != null && !value.isEmpty()) {
      session.append(label).append(value);
    }
  }

  private static String shown(String sql) {
    return orElse("<insufficient privilege>".equals(sql) ? null : sql, NOT_SHOWN);
  }

  private static String orElse(String value, String otherwise) {
    return value == null || value.trim().isEmpty() ? otherwise : value;
  }
}
