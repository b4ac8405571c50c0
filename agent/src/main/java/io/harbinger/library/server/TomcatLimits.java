package io.harbinger.library.server;

import io.harbinger.bridge.ServerLimits;
import java.lang.reflect.Field;

/**
 * What a connector's endpoint, and the protocol behind it, allow a connection; for the lint alone.
 *
 * <p>Reflection once for each connector, because each application brings its own Tomcat. What a
 * version does not have, or does not open, stays unknown.
 */
final class TomcatLimits {
  private TomcatLimits() {}

  /**
   * @param type {@code AbstractEndpoint} of that Tomcat
   * @return null while the endpoint is not bound
   */
  static ServerLimits of(Object endpoint, Class<?> type) {
    int port = number(endpoint, type, "getLocalPort");
    if (port <= 0) {
      return null;
    }
    ServerLimits limits = new ServerLimits("Tomcat", port);
    int idle = number(endpoint, type, "getKeepAliveTimeout");
    limits.idleMillis = idle == UNKNOWN ? -1 : Math.max(0, idle);
    limits.idleSetting =
        "keepAliveTimeout=\"{ms}\" at the Connector in server.xml, or"
            + " server.tomcat.keep-alive-timeout={s}s in Spring Boot";
    Object protocol = protocol(endpoint);
    if (protocol != null) {
      limits.requestHeaderBytes = bytes(protocol, "getMaxHttpRequestHeaderSize");
      limits.requestHeaderSetting =
          "maxHttpRequestHeaderSize=\"{bytes}\" at the Connector in server.xml, or"
              + " server.max-http-request-header-size={bytes}B in Spring Boot";
      limits.responseHeaderBytes = bytes(protocol, "getMaxHttpResponseHeaderSize");
      limits.responseHeaderSetting =
          "maxHttpResponseHeaderSize=\"{bytes}\" at the Connector in server.xml, or"
              + " server.tomcat.max-http-response-header-size={bytes}B in Spring Boot";
    }
    return limits;
  }

  /** Negative figures mean "no limit" in Tomcat. */
  private static final int UNKNOWN = Integer.MIN_VALUE;

  private static int bytes(Object protocol, String method) {
    int own = number(protocol, protocol.getClass(), method);
    int figure =
        own == UNKNOWN ? number(protocol, protocol.getClass(), "getMaxHttpHeaderSize") : own;
    return figure == UNKNOWN ? -1 : figure;
  }

  private static Object protocol(Object endpoint) {
    try {
      Object handler = endpoint.getClass().getMethod("getHandler").invoke(endpoint);
      Field field = handler.getClass().getDeclaredField("proto");
      field.setAccessible(true);
      return field.get(handler);
    } catch (ReflectiveOperationException | RuntimeException notThisVersion) {
      return null;
    }
  }

  private static int number(Object from, Class<?> type, String method) {
    try {
      return (Integer) type.getMethod(method).invoke(from);
    } catch (ReflectiveOperationException | RuntimeException notThisVersion) {
      return UNKNOWN;
    }
  }
}
