package sample;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Takes both connections of a small pool and asks for a third. */
final class PoolPlay {
  private PoolPlay() {}

  static void play(DataSource source) throws Exception {
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
    source.getClass().getMethod("close").invoke(source);
    System.out.println("step end");
    System.exit(0);
  }

  /** An empty pool of that class. */
  static DataSource make(String type) throws ReflectiveOperationException {
    System.out.println("port 0");
    return (DataSource) Class.forName(type).getDeclaredConstructor().newInstance();
  }

  static void set(Object pool, String setter, Class<?> type, Object value)
      throws ReflectiveOperationException {
    Method method = pool.getClass().getMethod(setter, type);
    method.invoke(pool, value);
  }
}
