package io.harbinger.library.server;

import io.harbinger.bridge.ServerLimits;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;

/**
 * What a listener allows a connection; for the lint alone, so read once. Undertow writes response
 * headers of any size.
 */
final class UndertowLimits {
  private static final int DEFAULT_HEADER_BYTES = 1024 * 1024;

  private UndertowLimits() {}

  /**
   * @param listener a {@code ListenerInfo}
   */
  static ServerLimits of(Object listener) {
    try {
      Object address = listener.getClass().getMethod("getAddress").invoke(listener);
      int port = ((InetSocketAddress) address).getPort();
      Object open = field(listener, "openListener");
      ServerLimits limits = new ServerLimits("Undertow", port);
      int idle = option(open, "NO_REQUEST_TIMEOUT");
      int any = option(open, "IDLE_TIMEOUT");
      limits.idleMillis = any > 0 && (idle <= 0 || any < idle) ? any : Math.max(0, idle);
      limits.idleSetting =
          "server.undertow.no-request-timeout={s}s in Spring Boot, or"
              + " Undertow.Builder.setServerOption(UndertowOptions."
              + (limits.idleMillis == idle ? "NO_REQUEST_TIMEOUT" : "IDLE_TIMEOUT")
              + ", {ms})";
      int header = option(open, "MAX_HEADER_SIZE");
      limits.requestHeaderBytes = header < 0 ? DEFAULT_HEADER_BYTES : header;
      limits.requestHeaderSetting =
          "server.max-http-request-header-size={bytes}B in Spring Boot, or"
              + " Undertow.Builder.setServerOption(UndertowOptions.MAX_HEADER_SIZE, {bytes})";
      return limits;
    } catch (ReflectiveOperationException | RuntimeException unknownVersion) {
      return null;
    }
  }

  static Object field(Object from, String name) throws ReflectiveOperationException {
    Field field = from.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(from);
  }

  /**
   * @return -1 where it is not set
   */
  private static int option(Object openListener, String name) throws ReflectiveOperationException {
    Class<?> type = openListener.getClass();
    Object all = type.getMethod("getUndertowOptions").invoke(openListener);
    Object option =
        Class.forName("io.undertow.UndertowOptions", true, type.getClassLoader())
            .getField(name)
            .get(null);
    Class<?> optionType = option.getClass().getSuperclass();
    Object value = all.getClass().getMethod("get", optionType).invoke(all, option);
    return value instanceof Integer ? (Integer) value : -1;
  }
}
