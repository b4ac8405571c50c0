package com.example.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * Many routes, SQL texts and pools: Spring MVC with a handler for each route, which takes a
 * connection of the next pool and executes the next four texts.
 */
public final class Variety {

  private static final int EACH = 4;

  private final int texts = Integer.getInteger("variety.texts", EACH);
  private final AtomicInteger visits = new AtomicInteger();
  private final DataSource[] pools = new DataSource[Integer.getInteger("variety.pools", 1)];

  public static void main(String[] arguments) throws Exception {
    new Variety().start();
  }

  private void start() throws Exception {
    for (int i = 0; i < pools.length; i++) {
      pools[i] = pool(i);
    }
    try (Connection connection = pools[0].getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE item (id INT PRIMARY KEY, name VARCHAR(40))");
      statement.execute("INSERT INTO item VALUES (1, 'one')");
    }
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("variety").toString());
    Connector connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxKeepAliveRequests", "-1");
    connector.setPort(0);
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "spring", spring()).addMapping("/");
    tomcat.start();
    System.out.println("ready " + connector.getLocalPort());
    tomcat.getServer().await();
  }

  private DispatcherServlet spring() {
    Map<String, Object> handlers = new HashMap<>();
    org.springframework.web.HttpRequestHandler page = this::answer;
    for (int i = 0; i < Integer.getInteger("variety.routes", 1); i++) {
      handlers.put("/page" + i, page);
    }
    GenericWebApplicationContext context = new GenericWebApplicationContext();
    context.registerBean(
        SimpleUrlHandlerMapping.class, () -> new SimpleUrlHandlerMapping(handlers, 0));
    return new DispatcherServlet(context);
  }

  private static DataSource pool(int number) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("pool-" + number);
    config.setJdbcUrl("jdbc:h2:mem:variety;DB_CLOSE_DELAY=-1");
    config.setMaximumPoolSize(4);
    config.setMinimumIdle(1);
    return new HikariDataSource(config);
  }

  private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    int visit = visits.getAndIncrement();
    try (Connection connection = pools[visit % pools.length].getConnection()) {
      for (int i = 0; i < EACH; i++) {
        int text = (visit * EACH + i) % texts;
        String sql = "SELECT name AS name" + text + " FROM item WHERE id = ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
          select.setInt(1, 1);
          select.executeQuery().close();
        }
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
    response.setContentLength(0);
  }
}
