package io.harbinger.library.jdbc;

/** DBCP wraps each object of the driver, so that each call is made at least twice. */
class JdbcBehindDbcpTest extends JdbcContract {
  @Override
  String[] arguments() {
    return new String[] {"jdbc:h2:mem:shop", "sa", "", "org.apache.commons.dbcp2.BasicDataSource"};
  }

  @Override
  String driver() {
    return "org.h2.Driver";
  }
}
