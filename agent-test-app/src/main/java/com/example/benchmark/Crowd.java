package com.example.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.apache.catalina.Context;
import org.apache.catalina.Executor;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardVirtualThreadExecutor;
import org.apache.catalina.startup.Tomcat;

/**
 * The bare servlet beside pages that hang until {@code /release} is visited: in front of a latch, a
 * lock, a pool of ten connections, or a service that never answers.
 *
 * <p>{@code -Dcrowd.virtual=true} gives each request a virtual thread (Java 21 and later).
 */
public final class Crowd {

  private static final int MOST = 11_000;

  private final CountDownLatch released = new CountDownLatch(1);
  private final Object lock = new Object();

  public static void main(String[] arguments) throws Exception {
    new Crowd().start();
  }

  private void start() throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("crowd").toString());
    Connector connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxKeepAliveRequests", "-1");
    connector.setProperty("maxConnections", "" + 2 * MOST);
    connector.setProperty("acceptCount", "" + MOST);
    connector.setPort(0);
    if (Boolean.getBoolean("crowd.virtual")) {
      Executor virtual = new StandardVirtualThreadExecutor();
      tomcat.getService().addExecutor(virtual);
      connector.getProtocolHandler().setExecutor(virtual);
    } else {
      connector.setProperty("maxThreads", "" + MOST);
    }
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "item", new BareServlet(BareServlet.database())).addMapping("/item");
    pages()
        .forEach(
            (path, work) -> Tomcat.addServlet(context, path, new Hanging(work)).addMapping(path));
    tomcat.start();
    System.out.println("ready " + connector.getLocalPort());
    tomcat.getServer().await();
  }

  private Map<String, Work> pages() {
    DataSource pool = pool();
    return Map.of(
        "/latch", released::await,
        "/lock", this::lock,
        "/pool", () -> borrow(pool),
        "/call", Crowd::call,
        "/release", released::countDown);
  }

  private static DataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setPoolName("crowded");
    config.setJdbcUrl("jdbc:h2:mem:crowded;DB_CLOSE_DELAY=-1");
    config.setMaximumPoolSize(10);
    config.setConnectionTimeout(300_000);
    return new HikariDataSource(config);
  }

  private void lock() throws InterruptedException {
    synchronized (lock) {
      released.await();
    }
  }

  private void borrow(DataSource pool) throws InterruptedException, SQLException {
    Connection held = pool.getConnection();
    try {
      released.await();
    } finally {
      held.close();
    }
  }

  private static void call() throws IOException {
    HttpURLConnection service =
        (HttpURLConnection) new URL(System.getProperty("crowd.service")).openConnection();
    service.setReadTimeout(300_000);
    service.getResponseCode();
  }

  private interface Work {
    void run() throws Exception;
  }

  private static final class Hanging extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Work work;

    Hanging(Work work) {
      this.work = work;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      try {
        work.run();
      } catch (Exception e) {
        throw new IOException(e);
      }
      response.setContentLength(0);
    }
  }
}
