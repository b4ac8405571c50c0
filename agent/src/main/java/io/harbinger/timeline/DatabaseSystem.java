package io.harbinger.timeline;

/**
 * Which product a database is, in the words of {@code db.system.name}: by the package of the
 * driver's own class, or by the address.
 *
 * <p>Not known, null, for a wrapper's class: the driver behind it is heard as well. A product that
 * is reached through another one's driver goes by the driver's name.
 */
final class DatabaseSystem {
  /** System, beginning of the address after {@code jdbc:}, beginnings of class names. */
  private static final String[][] KNOWN = {
    {"postgresql", "postgresql:", "org.postgresql.", "com.impossibl.postgres."},
    {"mysql", "mysql:", "com.mysql."},
    {"mariadb", "mariadb:", "org.mariadb."},
    {"oracle.db", "oracle:", "oracle.jdbc."},
    {"microsoft.sql_server", "sqlserver:", "com.microsoft.sqlserver."},
    {"microsoft.sql_server", "jtds:sqlserver:", "net.sourceforge.jtds."},
    {"h2database", "h2:", "org.h2."},
    {"hsqldb", "hsqldb:", "org.hsqldb."},
    {"derby", "derby:", "org.apache.derby."},
    {"sqlite", "sqlite:", "org.sqlite."},
    {"ibm.db2", "db2:", "com.ibm.db2."},
    {"ibm.informix", "informix-", "com.informix."},
    {"sap.hana", "sap:", "com.sap.db."},
    {"teradata", "teradata:", "com.teradata."},
    {"firebirdsql", "firebird", "org.firebirdsql."},
    {"clickhouse", "clickhouse:", "com.clickhouse."},
    {"aws.redshift", "redshift:", "com.amazon.redshift."},
    {"trino", "trino:", "io.trino."},
    {"hive", "hive2:", "org.apache.hive."},
  };

  private DatabaseSystem() {}

  /** Of a statement or a connection. */
  static String of(Object jdbc) {
    String name = jdbc == null ? "" : jdbc.getClass().getName();
    for (String[] row : KNOWN) {
      for (int i = 2; i < row.length; i++) {
        if (name.startsWith(row[i])) {
          return row[0];
        }
      }
    }
    return null;
  }

  static String ofUrl(String url) {
    for (String[] row : KNOWN) {
      if (url != null && url.startsWith(row[1], "jdbc:".length())) {
        return row[0];
      }
    }
    return null;
  }
}
