package sample;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Takes both connections of a small pool and asks for a third. */
public final class HikariMain {
  private HikariMain() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("port 0");
    Class<?> type = Class.forName("com.zaxxer.hikari.HikariDataSource");
    Object pool = type.getDeclaredConstructor().newInstance();
    set(pool, "setPoolName", String.class, "orders");
    set(pool, "setJdbcUrl", String.class, "jdbc:h2:mem:shop");
    set(pool, "setUsername", String.class, "sa");
    set(pool, "setMaximumPoolSize", int.class, 2);
    set(pool, "setMinimumIdle", int.class, 1);
    set(pool, "setConnectionTimeout", long.class, 300L);
    DataSource source = (DataSource) pool;
    System.out.println("step first");
    try (Connection first = source.getConnection()) {
      System.out.println("step statement");
      try (Statement statement = first.createStatement()) {
        statement.executeQuery("select 1").close();
      }
      System.out.println("step second");
      Connection second = source.getConnection();
      System.out.println("step third");
      try {
        source.getConnection().close();
      } catch (SQLException exhausted) {
        System.out.println("step exhausted");
      }
      second.close();
    }
    System.out.println("step close");
    type.getMethod("close").invoke(pool);
    System.out.println("step end");
    System.exit(0);
  }

  private static void set(Object pool, String setter, Class<?> type, Object value)
      throws ReflectiveOperationException {
    Method method = pool.getClass().getMethod(setter, type);
    method.invoke(pool, value);
  }
}
