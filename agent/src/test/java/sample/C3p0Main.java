package sample;

import static sample.PoolPlay.set;

import javax.sql.DataSource;

/** A pool of c3p0. */
public final class C3p0Main {
  private C3p0Main() {}

  public static void main(String[] arguments) throws Exception {
    DataSource pool = PoolPlay.make("com.mchange.v2.c3p0.ComboPooledDataSource");
    set(pool, "setJdbcUrl", String.class, "jdbc:h2:mem:shop");
    set(pool, "setUser", String.class, "sa");
    set(pool, "setMaxPoolSize", int.class, 2);
    set(pool, "setMinPoolSize", int.class, 1);
    set(pool, "setInitialPoolSize", int.class, 1);
    set(pool, "setCheckoutTimeout", int.class, 2_000);
    PoolPlay.play(pool);
  }
}
