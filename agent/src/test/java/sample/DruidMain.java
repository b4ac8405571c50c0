package sample;

import static sample.PoolPlay.set;

import javax.sql.DataSource;

/** A pool of Alibaba Druid. */
public final class DruidMain {
  private DruidMain() {}

  public static void main(String[] arguments) throws Exception {
    DataSource pool = PoolPlay.make("com.alibaba.druid.pool.DruidDataSource");
    set(pool, "setName", String.class, "orders");
    set(pool, "setUrl", String.class, "jdbc:h2:mem:shop");
    set(pool, "setUsername", String.class, "sa");
    set(pool, "setMaxActive", int.class, 2);
    set(pool, "setMinIdle", int.class, 1);
    set(pool, "setMaxWait", long.class, 2_000L); // a thread of its own makes them
    PoolPlay.play(pool);
  }
}
