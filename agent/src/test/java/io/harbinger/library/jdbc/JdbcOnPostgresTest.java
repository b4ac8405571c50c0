package io.harbinger.library.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;

class JdbcOnPostgresTest extends JdbcContract {
  private EmbeddedPostgres postgres;

  @Override
  String[] arguments() throws Exception {
    if (postgres == null) {
      postgres = EmbeddedPostgres.start();
    }
    return new String[] {postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres"};
  }

  @Override
  String driver() {
    return "org.postgresql.Driver";
  }

  @AfterAll
  void stopPostgres() throws Exception {
    postgres.close();
  }
}
