package sample;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainer;
import io.undertow.servlet.api.ServletInfo;
import java.net.InetSocketAddress;
import javax.servlet.Servlet;

/** As {@link TomcatMain}, on embedded Undertow, with pages beside that are no servlets. */
public final class UndertowMain {
  public static final int THREADS = 6;

  private UndertowMain() {}

  public static void main(String[] servlets) throws Exception {
    DeploymentInfo application =
        new DeploymentInfo()
            .setClassLoader(UndertowMain.class.getClassLoader())
            .setContextPath("/shop")
            .setDeploymentName("shop");
    for (String servlet : servlets) {
      String[] parts = servlet.split("\\|");
      Class<? extends Servlet> type = Class.forName(parts[1]).asSubclass(Servlet.class);
      ServletInfo info =
          new ServletInfo(parts[1], type).addMapping(parts[0]).setAsyncSupported(true);
      for (int i = 2; i < parts.length; i++) {
        String[] parameter = parts[i].split("=", 2);
        info.addInitParam(parameter[0], parameter[1]);
      }
      application.addServlet(info);
    }
    DeploymentManager shop = ServletContainer.Factory.newInstance().addDeployment(application);
    shop.deploy();
    HttpHandler pages =
        Handlers.path()
            .addPrefixPath("/shop", shop.start())
            .addExactPath("/plain", exchange -> exchange.getResponseSender().send("plain"))
            .addExactPath("/plain/boom", UndertowMain::boom)
            .addExactPath("/plain/large", UndertowMain::large);
    Undertow server =
        Undertow.builder()
            .setIoThreads(2)
            .setWorkerThreads(THREADS)
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .addHttpListener(0, "127.0.0.1", pages)
            .build();
    server.start();
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    System.out.println("port " + address.getPort());
    // until the test closes our input, so that nothing outlives it
    while (System.in.read() >= 0) {}
    System.exit(0);
  }

  private static void boom(io.undertow.server.HttpServerExchange exchange) {
    throw new IllegalStateException("boom on " + exchange.getRequestPath());
  }

  /** More than the socket takes at once, so that the I/O thread goes on with it. */
  private static void large(io.undertow.server.HttpServerExchange exchange) {
    exchange.getResponseSender().send(new String(new char[8 << 20]).replace('\0', 'x'));
  }
}
