package sample;

import static sample.PoolPlay.set;

import javax.sql.DataSource;

/** A pool of Tomcat JDBC. */
public final class TomcatJdbcMain {
  private TomcatJdbcMain() {}

  public static void main(String[] arguments) throws Exception {
    DataSource pool = PoolPlay.make("org.apache.tomcat.jdbc.pool.DataSource");
    set(pool, "setName", String.class, "orders");
    set(pool, "setDriverClassName", String.class, "org.h2.Driver");
    set(pool, "setUrl", String.class, "jdbc:h2:mem:shop");
    set(pool, "setUsername", String.class, "sa");
    set(pool, "setMaxActive", int.class, 2);
    set(pool, "setMinIdle", int.class, 1);
    set(pool, "setInitialSize", int.class, 1);
    set(pool, "setMaxWait", int.class, 300);
    PoolPlay.play(pool);
  }
}
