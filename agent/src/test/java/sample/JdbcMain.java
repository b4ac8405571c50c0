package sample;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import javax.sql.DataSource;

/** Goes through JDBC step by step; the arguments are URL, user, password and perhaps a pool. */
public final class JdbcMain {
  private JdbcMain() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("port 0");
    step("connect");
    try (Connection connection = connect(arguments)) {
      steps(connection);
    }
    System.out.println("step end");
    System.exit(0);
  }

  private static Connection connect(String[] arguments) throws Exception {
    if (arguments.length == 3) {
      return DriverManager.getConnection(arguments[0], arguments[1], arguments[2]);
    }
    DataSource pool =
        (DataSource) Class.forName(arguments[3]).getDeclaredConstructor().newInstance();
    pool.getClass().getMethod("setUrl", String.class).invoke(pool, arguments[0]);
    pool.getClass().getMethod("setUsername", String.class).invoke(pool, arguments[1]);
    pool.getClass().getMethod("setPassword", String.class).invoke(pool, arguments[2]);
    return pool.getConnection();
  }

  private static void steps(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      step("execute");
      statement.execute("create table item (id int primary key, name varchar(20))");
      step("update");
      statement.executeUpdate("insert into item values (1, 'one')");
      step("large update");
      statement.executeLargeUpdate("insert into item values (2, 'two')");
      step("query");
      try (ResultSet rows = statement.executeQuery("select name from item where id = 1")) {
        step("rows");
        while (rows.next()) {}
      }
      step("batch");
      statement.addBatch("insert into item values (3, 'three')");
      statement.executeBatch();
      step("failure");
      try {
        statement.executeQuery("select * from nowhere");
      } catch (SQLException expected) {
        // the driver's own exception class is printed
      }
    }
    step("prepared query");
    try (PreparedStatement statement =
        connection.prepareStatement("select name from item where id = ?")) {
      statement.setInt(1, 1);
      statement.executeQuery().close();
    }
    step("prepared batch");
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into item values (?, 'more')", Statement.RETURN_GENERATED_KEYS)) {
      statement.setInt(1, 4);
      statement.addBatch();
      statement.executeBatch();
      step("prepared update");
      statement.setInt(1, 5);
      statement.executeUpdate();
      step("prepared execute");
      statement.setInt(1, 6);
      statement.execute();
    }
    step("call");
    try (CallableStatement call = connection.prepareCall("{? = call abs(?)}")) {
      call.registerOutParameter(1, Types.INTEGER);
      call.setInt(2, -1);
      call.execute();
    }
    connection.setAutoCommit(false);
    step("commit");
    connection.commit();
    step("rollback");
    connection.rollback();
    step("validate");
    connection.isValid(1);
    step("close");
  }

  private static void step(String name) {
    System.out.println("step " + name);
  }
}
