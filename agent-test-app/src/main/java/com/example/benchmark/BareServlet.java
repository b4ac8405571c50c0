package com.example.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/**
 * The cheapest page there is behind a pool: one borrow and three trivial selects, so that whatever
 * an agent adds stands out. Embedded Tomcat, HikariCP, H2 in memory.
 */
public final class BareServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient DataSource database;

  BareServlet(DataSource database) {
    this.database = database;
  }

  public static void main(String[] arguments) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("bare").toString());
    Connector connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxKeepAliveRequests", "-1");
    // all there from the start, so that every process has the same number of threads
    connector.setProperty("minSpareThreads", "16");
    connector.setProperty("maxThreads", "16");
    connector.setPort(0);
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "item", new BareServlet(database())).addMapping("/item");
    tomcat.start();
    System.out.println("ready " + connector.getLocalPort());
    tomcat.getServer().await();
  }

  static DataSource database() throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:bare;DB_CLOSE_DELAY=-1");
    config.setMaximumPoolSize(10);
    HikariDataSource pool = new HikariDataSource(config);
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE item (id INT PRIMARY KEY, name VARCHAR(40))");
      statement.execute("INSERT INTO item VALUES (1, 'one'), (2, 'two'), (3, 'three')");
    }
    return pool;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    StringBuilder text = new StringBuilder(64);
    try (Connection connection = database.getConnection()) {
      for (int id = 1; id <= 3; id++) {
        select(connection, id, text);
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
    byte[] body = text.toString().getBytes(StandardCharsets.US_ASCII);
    response.setContentType("text/plain");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static void select(Connection connection, int id, StringBuilder text)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT name FROM item WHERE id = ?")) {
      select.setInt(1, id);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          text.append(rows.getString(1)).append('\n');
        }
      }
    }
  }
}
