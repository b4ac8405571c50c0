package sample;

import static sample.PoolPlay.set;

import javax.sql.DataSource;

/** A pool of DBCP 2 or of Tomcat's copy; the argument is its package. */
public final class DbcpMain {
  private DbcpMain() {}

  public static void main(String[] arguments) throws Exception {
    DataSource pool = PoolPlay.make(arguments[0] + ".BasicDataSource");
    set(pool, "setJmxName", String.class, "shop:type=DataSource,name=\"jdbc/orders\"");
    set(pool, "setUrl", String.class, "jdbc:h2:mem:shop");
    set(pool, "setUsername", String.class, "sa");
    set(pool, "setMaxTotal", int.class, 2);
    set(pool, "setMinIdle", int.class, 1);
    set(pool, "setMaxWaitMillis", long.class, 300L);
    PoolPlay.play(pool);
  }
}
