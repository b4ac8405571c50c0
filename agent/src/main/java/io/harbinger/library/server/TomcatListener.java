package io.harbinger.library.server;

import io.harbinger.bridge.ListenerGauges;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;

/**
 * The connector's endpoint, read through handles, because each application brings its own Tomcat.
 */
final class TomcatListener implements ListenerGauges {
  private final WeakReference<Object> endpoint;
  private final MethodHandle port;
  private final MethodHandle backlog;
  private final MethodHandle maxConnections;
  private final MethodHandle connections;
  private final MethodHandle running;
  private final MethodHandle paused;

  TomcatListener(Object endpoint, Class<?> type) throws ReflectiveOperationException {
    this.endpoint = new WeakReference<>(endpoint);
    port = figure(type, "getLocalPort", int.class);
    backlog = figure(type, "getAcceptCount", int.class);
    maxConnections = figure(type, "getMaxConnections", int.class);
    connections = figure(type, "getConnectionCount", long.class);
    running = figure(type, "isRunning", boolean.class);
    paused = figure(type, "isPaused", boolean.class);
  }

  private static MethodHandle figure(Class<?> type, String method, Class<?> result)
      throws ReflectiveOperationException {
    return MethodHandles.publicLookup()
        .findVirtual(type, method, MethodType.methodType(result))
        .asType(MethodType.methodType(Object.class, Object.class));
  }

  @Override
  public int port() {
    return (int) number(port);
  }

  @Override
  public int backlog() {
    return (int) number(backlog);
  }

  @Override
  public int maxConnections() {
    return (int) number(maxConnections);
  }

  @Override
  public long connections() {
    return number(connections);
  }

  @Override
  public boolean accepting() {
    return Boolean.TRUE.equals(read(running)) && !Boolean.TRUE.equals(read(paused));
  }

  @Override
  public boolean alive() {
    return endpoint.get() != null;
  }

  private long number(MethodHandle figure) {
    Object value = read(figure);
    return value instanceof Number ? ((Number) value).longValue() : -1;
  }

  private Object read(MethodHandle figure) {
    Object from = endpoint.get();
    try {
      return from == null ? null : (Object) figure.invokeExact(from);
    } catch (Throwable unreadable) {
      return null;
    }
  }
}
