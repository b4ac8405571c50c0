package sample;

import java.util.function.Supplier;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * As {@link TomcatMain}, on embedded Jetty: 9.4 to 11, or 12 with ee10 or ee9, told by what is
 * there.
 */
public final class JettyMain {
  /** One accepts, one selects at least. */
  public static final int THREADS = 6;

  private static final String[] ROOMS = {
    "org.eclipse.jetty.servlet.",
    "org.eclipse.jetty.ee10.servlet.",
    "org.eclipse.jetty.ee9.servlet.",
  };

  private JettyMain() {}

  public static void main(String[] servlets) throws Exception {
    Server server = new Server(new QueuedThreadPool(THREADS));
    HttpConfiguration http = new HttpConfiguration();
    ConnectionFactory http2 =
        (ConnectionFactory)
            Class.forName("org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory")
                .getConstructor(HttpConfiguration.class)
                .newInstance(http);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(http), http2);
    server.addConnector(connector);
    String room = room();
    Class<?> holderType = Class.forName(room + "ServletHolder");
    Object context = Class.forName(room + "ServletContextHandler").getConstructor().newInstance();
    context.getClass().getMethod("setContextPath", String.class).invoke(context, "/shop");
    for (String servlet : servlets) {
      String[] parts = servlet.split("\\|");
      Object holder = holderType.getConstructor().newInstance();
      holderType.getMethod("setClassName", String.class).invoke(holder, parts[1]);
      holderType.getMethod("setAsyncSupported", boolean.class).invoke(holder, true);
      for (int i = 2; i < parts.length; i++) {
        String[] parameter = parts[i].split("=", 2);
        holderType
            .getMethod("setInitParameter", String.class, String.class)
            .invoke(holder, parameter[0], parameter[1]);
      }
      context
          .getClass()
          .getMethod("addServlet", holderType, String.class)
          .invoke(context, holder, parts[0]);
    }
    // what is nested in 12 hands out what the core takes
    Object handler = context instanceof Supplier ? ((Supplier<?>) context).get() : context;
    Server.class.getMethod("setHandler", Handler.class).invoke(server, handler);
    server.start();
    System.out.println("port " + connector.getLocalPort());
    // until the test closes our input, so that nothing outlives it
    while (System.in.read() >= 0) {}
    System.exit(0);
  }

  private static String room() throws ClassNotFoundException {
    for (String room : ROOMS) {
      try {
        Class.forName(room + "ServletHolder");
        return room;
      } catch (ClassNotFoundException notThisVersion) {
        // the next one
      }
    }
    throw new ClassNotFoundException("no Jetty");
  }
}
