package sample;

import static sample.PoolPlay.set;

import javax.sql.DataSource;

/** A pool of HikariCP. */
public final class HikariMain {
  private HikariMain() {}

  public static void main(String[] arguments) throws Exception {
    DataSource pool = PoolPlay.make("com.zaxxer.hikari.HikariDataSource");
    set(pool, "setPoolName", String.class, "orders");
    set(pool, "setJdbcUrl", String.class, "jdbc:h2:mem:shop");
    set(pool, "setUsername", String.class, "sa");
    set(pool, "setMaximumPoolSize", int.class, 2);
    set(pool, "setMinimumIdle", int.class, 1);
    set(pool, "setConnectionTimeout", long.class, 300L);
    PoolPlay.play(pool);
  }
}
