package com.example.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A reverse proxy in front of one shop. It gives up when the shop has sent nothing for the
 * deadline, and writes one line per request into its log:
 *
 * <pre>
 * time status seconds upstream-status upstream-connect-seconds request-id "request line"
 * 1764000000.123 504 2.001 504 0.000 visit-17 "GET /products HTTP/1.1"
 * </pre>
 *
 * A hyphen stands for what there is none of: a request without a connect time never reached the
 * shop.
 */
public interface Gateway extends AutoCloseable {

  /** The real nginx where one is installed, else the embedded one. */
  static Gateway start(Workplace workplace, String name, int shopPort, Duration deadline)
      throws Exception {
    Path nginx = Nginx.find();
    return nginx == null
        ? new EmbeddedGateway(workplace.folder.resolve(name + "-access.log"), shopPort, deadline)
        : new Nginx(workplace, nginx, name, shopPort, deadline);
  }

  /** Which one it is, as a reader wants to know it. */
  static String kind() {
    Path nginx = Nginx.find();
    return nginx == null
        ? "an embedded Jetty proxy (no nginx was found on this machine)"
        : "nginx, " + nginx;
  }

  int port();

  Path log();

  @Override
  void close() throws IOException;
}
