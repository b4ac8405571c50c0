package io.harbinger.library.server;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.bridge.ListenerGauges;
import io.harbinger.bridge.PoolGauges;
import io.harbinger.bridge.PoolReader;
import io.harbinger.bridge.ServerLimits;
import io.harbinger.library.pool.Figure;
import io.harbinger.library.pool.Gauges;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * What is the same in Jetty 9.4 to 12: its connectors and its threads; {@link Jetty9} and {@link
 * Jetty12} see the requests.
 *
 * <pre>
 *   ServerConnector.doStart      the connector listens
 *   QueuedThreadPool.execute     a connection with something to read waits for a thread
 *                   .runJob      it has one
 * </pre>
 *
 * <p>While threads are left, a connection needs no queue: the thread that selected it reads it.
 */
public final class Jetty implements Instrumentation, PoolReader {
  private static final String CONNECTOR = "org.eclipse.jetty.server.ServerConnector";
  private static final String POOL = "org.eclipse.jetty.util.thread.QueuedThreadPool";

  @Override
  public String name() {
    return "jetty";
  }

  @Override
  public List<Weave> weaves() {
    return Arrays.asList(
        Weave.exactly(CONNECTOR).advise(named("doStart").and(takesNoArguments()), Listens.class),
        Weave.exactly(POOL)
            .advise(named("execute").and(takesArguments(Runnable.class)), Queued.class)
            .advise(named("runJob").and(takesArguments(Runnable.class)), Job.class));
  }

  /** Threads that select and accept are leased, so they are no workers. */
  @Override
  public PoolGauges gauges(Object pool) {
    if (Supertype.of(pool, POOL) == null) {
      return null;
    }
    try {
      Gauges gauges = new Gauges("jetty", Figure.method(pool, "isRunning"), 0);
      gauges.max = Figure.method(pool, "getMaxAvailableThreads");
      gauges.min = Figure.method(pool, "getMinThreads");
      gauges.active = Figure.method(pool, "getUtilizedThreads");
      gauges.idle = Figure.method(pool, "getReadyThreads");
      gauges.pending = Figure.method(pool, "getQueueSize");
      return gauges;
    } catch (ReflectiveOperationException | RuntimeException unknownVersion) {
      return null;
    }
  }

  @Override
  public ListenerGauges listener(Object server) {
    if (Supertype.of(server, CONNECTOR) == null) {
      return null;
    }
    try {
      Listening socket =
          new Listening(
              Figure.method(server, "getLocalPort"), Figure.method(server, "isAccepting"));
      socket.backlog = Figure.method(server, "getAcceptQueueSize");
      socket.connections = Figure.size(server, "getConnectedEndPoints");
      return socket;
    } catch (ReflectiveOperationException | RuntimeException unknownVersion) {
      return null;
    }
  }

  @Override
  public ServerLimits limits(Object server) {
    return Supertype.of(server, CONNECTOR) == null ? null : JettyLimits.of(server);
  }

  static final class Listens {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object connector) {
      Bridge.serverListens(connector);
    }
  }

  /**
   * Selectors and reserved threads run for long and for many requests, so their tasks count
   * nowhere; nor do the connections of Jetty's own client.
   */
  static final class Queued {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.This Object pool,
        @Advice.FieldValue("_name") String poolName,
        @Advice.Argument(0) Runnable task) {
      String name = task.getClass().getName();
      if (!name.startsWith("org.eclipse.jetty.io.")
          && !name.startsWith("org.eclipse.jetty.util.")) {
        Bridge.taskQueued(pool, task);
      } else if (name.indexOf("ChannelEndPoint") > 0 && !poolName.startsWith("HttpClient")) {
        Bridge.workerTaskQueued(pool, task);
      }
    }
  }

  static final class Job {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) Runnable task) {
      Bridge.taskBegun(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit() {
      Bridge.taskDone();
    }
  }
}
