package io.harbinger.library.pool;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.bridge.PoolGauges;
import io.harbinger.bridge.PoolReader;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * Tomcat's own JDBC pool: who waits for a connection, who holds one.
 *
 * <pre>
 *   ConnectionPool.borrowConnection(wait, user, password)   a borrower waits, and takes an entry
 *   ConnectionPool.returnConnection(entry)                  whoever closes gives it back,
 *                 .abandon, .release                        or it is taken away
 * </pre>
 */
public final class TomcatJdbc implements Instrumentation, PoolReader {
  @Override
  public String name() {
    return "tomcat-jdbc";
  }

  @Override
  public List<Weave> weaves() {
    return Collections.singletonList(
        Weave.exactly(Borrow.TARGET)
            .advise(named("init").and(takesArguments(1)), Created.class)
            .advise(
                named("borrowConnection").and(takesArguments(3)).and(takesArgument(0, int.class)),
                Borrow.class)
            .advise(
                namedOneOf("returnConnection", "abandon", "release").and(takesArguments(1)),
                Return.class));
  }

  @Override
  public PoolGauges gauges(Object pool) {
    if (!pool.getClass().getName().equals(Borrow.TARGET)) {
      return null;
    }
    try {
      Object settings = pool.getClass().getMethod("getPoolProperties").invoke(pool);
      Object name = pool.getClass().getMethod("getName").invoke(pool);
      Gauges gauges = new Gauges(String.valueOf(name), Figure.method(pool, "isClosed"), 1);
      gauges.max = Figure.method(settings, "getMaxActive");
      gauges.min = Figure.method(settings, "getMinIdle");
      gauges.timeout = Figure.method(settings, "getMaxWait");
      gauges.timeoutSetting =
          "maxWait={ms}, or spring.datasource.tomcat.max-wait={ms} in Spring Boot";
      gauges.active = Figure.method(pool, "getActive");
      gauges.idle = Figure.method(pool, "getIdle");
      gauges.pending = Figure.method(pool, "getWaitCount");
      return gauges;
    } catch (ReflectiveOperationException | RuntimeException unknownVersion) {
      return null;
    }
  }

  static final class Created {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object pool) {
      Bridge.poolSeen(pool);
    }
  }

  static final class Borrow {
    static final String TARGET = "org.apache.tomcat.jdbc.pool.ConnectionPool";

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.This Object pool) {
      return Bridge.borrowStarted(pool);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter int token,
        @Advice.This Object pool,
        @Advice.Return Object entry,
        @Advice.Thrown Throwable error) {
      if (entry != null) {
        Bridge.connectionTaken(pool, entry);
      }
      Bridge.borrowEnded(token, pool, error);
    }
  }

  /** On entry, because the next borrower may hold the entry before this call returns. */
  static final class Return {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object pool, @Advice.Argument(0) Object entry) {
      Bridge.connectionReturned(pool, entry);
    }
  }
}
