package com.example.stage;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * Jetty's reverse proxy, set up to fail requests as nginx does: 504 when the shop is silent for the
 * deadline, 502 when it cuts the connection. It does not notice a visitor who leaves, so its log
 * has no 499.
 */
final class EmbeddedGateway implements Gateway {

  private final Path log;
  private final Server server = new Server();
  private final PrintWriter lines;

  EmbeddedGateway(Path log, int shopPort, Duration deadline) throws Exception {
    this.log = log;
    lines = new PrintWriter(Files.newBufferedWriter(log), true);
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    connector.setAcceptQueueSize(1024);
    server.addConnector(connector);
    server.setHandler(new ToTheShop(shopPort, deadline));
    server.setRequestLog((request, response) -> write(request, response.getStatus()));
    server.start();
  }

  private void write(Request request, int status) {
    long now = System.currentTimeMillis();
    double seconds = (now - Request.getTimeStamp(request)) / 1e3;
    Object upstream = request.getAttribute("upstream");
    lines.printf(
        Locale.ROOT,
        "%d.%03d %d %.3f %s %s %s \"%s %s HTTP/1.1\"%n",
        now / 1000,
        now % 1000,
        status,
        seconds,
        upstream == null ? "-" : upstream,
        upstream == null || upstream.equals("unreachable") ? "-" : "0.000",
        request.getHeaders().get("X-Request-Id"),
        request.getMethod(),
        request.getHttpURI().getPathQuery());
  }

  @Override
  public int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  @Override
  public Path log() {
    return log;
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException(e);
    }
    lines.close();
  }

  private static final class ToTheShop extends ProxyHandler.Reverse {
    private final Duration deadline;

    ToTheShop(int shopPort, Duration deadline) {
      super(
          request ->
              HttpURI.build(request.getHttpURI()).scheme("http").host("127.0.0.1").port(shopPort));
      this.deadline = deadline;
    }

    @Override
    protected void configureHttpClient(HttpClient client) {
      super.configureHttpClient(client);
      // the default of 64 would make visitors wait in here
      client.setMaxConnectionsPerDestination(2_000);
      client.setConnectTimeout(deadline.toMillis());
      client.setMaxResponseHeadersSize(4_096);
    }

    @Override
    protected org.eclipse.jetty.client.Request newProxyToServerRequest(
        Request request, HttpURI shop) {
      long arrived = Request.getTimeStamp(request);
      return super.newProxyToServerRequest(request, shop)
          .idleTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
          .headers(
              headers ->
                  headers.put(
                      "X-Request-Start",
                      String.format(Locale.ROOT, "t=%d.%03d", arrived / 1000, arrived % 1000)))
          .onRequestBegin(sent -> request.setAttribute("upstream", "504"))
          .onResponseBegin(answer -> request.setAttribute("upstream", "" + answer.getStatus()));
    }

    @Override
    protected void onServerToProxyResponseFailure(
        Request request,
        org.eclipse.jetty.client.Request toShop,
        Response fromShop,
        org.eclipse.jetty.server.Response toVisitor,
        Callback callback,
        Throwable failure) {
      if (failure instanceof java.net.SocketException
          || failure instanceof java.net.SocketTimeoutException) {
        request.setAttribute("upstream", "unreachable");
      }
      super.onServerToProxyResponseFailure(request, toShop, fromShop, toVisitor, callback, failure);
    }
  }
}
