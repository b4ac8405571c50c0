package sample;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

/**
 * A whole application: Tomcat, a HikariCP pool of one connection, H2, and a page for each thing
 * that can happen to a request. Compiled once for each Java and each Tomcat.
 */
public class Shop extends HttpServlet {
  private static final long serialVersionUID = 1;

  private static volatile CountDownLatch latch = new CountDownLatch(1);

  private static HikariDataSource database;

  private final transient ExecutorService pool = Executors.newFixedThreadPool(2);

  public static void main(String[] arguments) throws Exception {
    File base = Files.createTempDirectory("shop").toFile();
    base.deleteOnExit();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(base.getPath());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", base.getPath());
    Wrapper servlet = Tomcat.addServlet(context, "shop", new Shop());
    servlet.setAsyncSupported(true);
    servlet.setLoadOnStartup(1);
    context.addServletMappingDecoded("/shop/*", "shop");
    Tomcat.addServlet(context, "lazy", new Lazy());
    context.addServletMappingDecoded("/lazy/*", "lazy");
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    for (String figure :
        new String[] {
          "acceptCount",
          "maxConnections",
          "maxThreads",
          "keepAliveTimeout",
          "connectionTimeout",
          "maxHttpResponseHeaderSize"
        }) {
      if (System.getProperty("shop." + figure) != null) {
        tomcat.getConnector().setProperty(figure, System.getProperty("shop." + figure));
      }
    }
    Http2Protocol http2 = new Http2Protocol();
    if (Boolean.getBoolean("shop.takesSmallParts")) {
      http2.setOverheadDataThreshold(0); // else two small bodies close their connection
    }
    tomcat.getConnector().addUpgradeProtocol(http2);
    if (System.getProperty("shop.keystore") != null) {
      encrypt(tomcat.getConnector(), System.getProperty("shop.keystore"));
    }
    tomcat.start();
    if (Boolean.getBoolean("shop.stops")) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(tomcat)));
    }
    System.out.println("port " + tomcat.getConnector().getLocalPort());
    // until the test closes our input, so that nothing outlives it
    while (System.in.read() >= 0) {}
    System.exit(0);
  }

  private static void encrypt(Connector connector, String keystore) {
    connector.setSecure(true);
    connector.setScheme("https");
    connector.setProperty("SSLEnabled", "true");
    SSLHostConfig config = new SSLHostConfig();
    SSLHostConfigCertificate certificate =
        new SSLHostConfigCertificate(config, SSLHostConfigCertificate.Type.RSA);
    certificate.setCertificateKeystoreFile(keystore);
    certificate.setCertificateKeystorePassword("changeit");
    certificate.setCertificateKeystoreType("PKCS12");
    config.addCertificate(certificate);
    connector.addSslHostConfig(config);
  }

  /** As an application does that does not wait for its requests. */
  private static void stop(Tomcat tomcat) {
    try {
      database.close();
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Not started with the application: its first visitor waits for it. */
  private static final class Lazy extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    public void init() {
      waitForRelease();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
      response.setStatus(204);
    }
  }

  @Override
  public void init() {
    HikariConfig config = new HikariConfig();
    config.setPoolName("shop");
    config.setJdbcUrl("jdbc:h2:mem:shop");
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(120_000);
    database = new HikariDataSource(config);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table goods(id int primary key, name varchar(20))");
      statement.execute("insert into goods values (1, 'lamp'), (2, 'table')");
      statement.execute("create alias hang for \"sample.Shop.hang\"");
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** The statement that hangs, called by the database. */
  public static int hang() throws InterruptedException {
    latch.await();
    return 1;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    switch (request.getPathInfo()) {
      case "/hello":
        response.getWriter().write("hello");
        break;
      case "/goods":
        response.getWriter().write(read("select name from goods order by id"));
        break;
      case "/hang":
        response.getWriter().write(read("select hang() from goods where id = 1"));
        break;
      case "/prepared":
        response.getWriter().write(prepared("select name from goods where id = ?"));
        break;
      case "/prepared-hang":
        response.getWriter().write(prepared("select hang() from goods where id = ?"));
        break;
      case "/wait":
        waitForRelease();
        break;
      case "/release":
        CountDownLatch held = latch;
        latch = new CountDownLatch(1);
        held.countDown();
        break;
      case "/basket":
        response.setHeader("X-Basket", text(Integer.parseInt(request.getParameter("bytes"))));
        response.getWriter().write("basket");
        break;
      case "/half":
        response.setContentLength(100);
        response.getWriter().write("half");
        response.flushBuffer();
        break;
      case "/broken":
        response.getWriter().write("half");
        response.flushBuffer();
        throw new IllegalStateException("broken off");
      case "/boom":
        throw new IllegalStateException("boom");
      case "/async":
        later(request.startAsync(), "select name from goods where id = 2");
        break;
      case "/async-hang":
        later(request.startAsync(), "select hang() from goods where id = 2");
        break;
      case "/fill":
        fill();
        break;
      case "/hoard":
        hoard();
        break;
      case "/call":
        response
            .getWriter()
            .write(call(request.getParameter("host"), request.getParameter("port")));
        break;
      default:
        response.sendError(404);
    }
  }

  private static String text(int length) {
    char[] letters = new char[length];
    Arrays.fill(letters, 'a');
    return new String(letters);
  }

  private static void waitForRelease() {
    try {
      hang();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void later(AsyncContext async, String sql) {
    async.setTimeout(0);
    pool.execute(
        () -> {
          try {
            async.getResponse().getWriter().write(read(sql));
          } catch (IOException gone) {
            throw new IllegalStateException(gone);
          } finally {
            async.complete();
          }
        });
  }

  /** Takes memory beside the heap until somebody stops it. */
  private static void fill() {
    List<ByteBuffer> taken = new ArrayList<>();
    while (true) {
      ByteBuffer block = ByteBuffer.allocateDirect(4 << 20);
      for (int i = 0; i < block.capacity(); i += 1024) {
        block.put(i, (byte) 1);
      }
      taken.add(block);
    }
  }

  /**
   * Fills the heap with what it keeps, gives a little back, and asks for more until it is ended.
   */
  private static void hoard() {
    byte[][] kept = new byte[1 << 20][];
    byte[][] garbage = new byte[256][];
    int count = 0;
    try {
      while (true) {
        kept[count++] = new byte[512];
      }
    } catch (OutOfMemoryError full) {
      for (int i = 0; i < 4_096; i++) {
        kept[--count] = null;
      }
    }
    for (int i = 0; true; i = (i + 1) % garbage.length) {
      try {
        garbage[i] = new byte[512];
      } catch (OutOfMemoryError full) {
        kept[--count] = null;
      }
    }
  }

  private String read(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      StringBuilder text = new StringBuilder();
      while (rows.next()) {
        text.append(rows.getString(1)).append('\n');
      }
      return text.toString();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Through classes of the driver that no other page makes it load. */
  private String prepared(String sql) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, 1);
      try (ResultSet rows = statement.executeQuery()) {
        return String.valueOf(rows.next());
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static String call(String host, String port) throws IOException {
    String here = host == null ? "127.0.0.1" : host;
    URL url = new URL("http", here, Integer.parseInt(port), "/stock");
    HttpURLConnection call = (HttpURLConnection) url.openConnection();
    return String.valueOf(call.getResponseCode());
  }
}
