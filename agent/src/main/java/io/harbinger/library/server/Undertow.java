package io.harbinger.library.server;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.bridge.ListenerGauges;
import io.harbinger.bridge.PoolGauges;
import io.harbinger.bridge.PoolReader;
import io.harbinger.bridge.ServerLimits;
import io.harbinger.library.pool.Figure;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * Where Undertow listens, and its XNIO workers' threads; {@link UndertowExchanges} sees the
 * requests.
 *
 * <p>Who opens the listening sockets without {@code io.undertow.Undertow}, as WildFly does, is not
 * known to listen; its requests are seen.
 */
public final class Undertow implements Instrumentation, PoolReader {
  private static final String LISTENER = "io.undertow.Undertow$ListenerInfo";
  private static final String WORKER = "org.xnio.XnioWorker";

  @Override
  public String name() {
    return "undertow";
  }

  @Override
  public List<Weave> weaves() {
    return Collections.singletonList(
        Weave.exactly("io.undertow.Undertow")
            .advise(named("start").and(takesNoArguments()), Listens.class));
  }

  @Override
  public PoolGauges gauges(Object pool) {
    Class<?> type = Supertype.of(pool, WORKER);
    try {
      return type == null ? null : new XnioWorkers(pool, type);
    } catch (ReflectiveOperationException | RuntimeException unknownVersion) {
      return null;
    }
  }

  /** XNIO keeps to itself how long the accept queue is. */
  @Override
  public ListenerGauges listener(Object server) {
    if (Supertype.of(server, LISTENER) == null) {
      return null;
    }
    try {
      Object address = server.getClass().getMethod("getAddress").invoke(server);
      Object channel = UndertowLimits.field(server, "channel");
      Listening socket =
          new Listening(Figure.method(address, "getPort"), Figure.method(channel, "isOpen"));
      socket.paused = Figure.method(server, "isSuspended");
      return socket;
    } catch (ReflectiveOperationException | RuntimeException unknownVersion) {
      return null;
    }
  }

  @Override
  public ServerLimits limits(Object server) {
    return Supertype.of(server, LISTENER) == null ? null : UndertowLimits.of(server);
  }

  static final class Listens {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This io.undertow.Undertow server) {
      for (io.undertow.Undertow.ListenerInfo listener : server.getListenerInfo()) {
        Bridge.serverListens(listener);
      }
    }
  }
}
