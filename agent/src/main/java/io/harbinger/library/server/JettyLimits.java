package io.harbinger.library.server;

import io.harbinger.bridge.ServerLimits;
import io.harbinger.library.pool.Figure;
import java.lang.reflect.InvocationTargetException;
import java.util.Collection;

/** What a connector allows a connection; for the lint alone, so read once. */
final class JettyLimits {
  private JettyLimits() {}

  /**
   * @return null while the connector is not bound
   */
  static ServerLimits of(Object connector) {
    try {
      int port = (int) Figure.method(connector, "getLocalPort").read();
      if (port <= 0) {
        return null;
      }
      ServerLimits limits = new ServerLimits("Jetty", port);
      limits.idleMillis = Math.max(0, Figure.method(connector, "getIdleTimeout").read());
      limits.idleSetting =
          "ServerConnector.setIdleTimeout({ms}), jetty.http.idleTimeout={ms} in start.d/http.ini,"
              + " or server.jetty.connection-idle-timeout={s}s in Spring Boot";
      Object http = httpConfiguration(connector);
      if (http != null) {
        limits.requestHeaderBytes = (int) Figure.method(http, "getRequestHeaderSize").read();
        limits.requestHeaderSetting =
            "HttpConfiguration.setRequestHeaderSize({bytes}), or"
                + " server.max-http-request-header-size={bytes}B in Spring Boot";
        limits.responseHeaderBytes = (int) Figure.method(http, "getResponseHeaderSize").read();
        limits.responseHeaderSetting =
            "HttpConfiguration.setResponseHeaderSize({bytes}), or"
                + " server.jetty.max-http-response-header-size={bytes}B in Spring Boot";
      }
      return limits;
    } catch (ReflectiveOperationException | RuntimeException unknownVersion) {
      return null;
    }
  }

  private static Object httpConfiguration(Object connector) throws ReflectiveOperationException {
    Object factories = connector.getClass().getMethod("getConnectionFactories").invoke(connector);
    for (Object factory : (Collection<?>) factories) {
      try {
        return factory.getClass().getMethod("getHttpConfiguration").invoke(factory);
      } catch (NoSuchMethodException | InvocationTargetException notHttps) {
        // TLS, for example, stands before HTTP
      }
    }
    return null;
  }
}
