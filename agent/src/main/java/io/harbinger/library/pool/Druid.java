package io.harbinger.library.pool;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import com.alibaba.druid.pool.DruidPooledConnection;
import io.harbinger.bridge.Bridge;
import io.harbinger.bridge.PoolGauges;
import io.harbinger.bridge.PoolReader;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * Alibaba Druid: who waits for a connection, who holds one.
 *
 * <pre>
 *   DruidDataSource.getConnectionDirect(wait)     a borrower waits, and takes a holder
 *                  .recycle(connection)           whoever closes gives it back,
 *                  .discardConnection(holder)     or it is broken
 * </pre>
 *
 * <p>Its figures are read from its fields, because its methods take the lock of the pool.
 */
public final class Druid implements Instrumentation, PoolReader {
  @Override
  public String name() {
    return "druid";
  }

  @Override
  public List<Weave> weaves() {
    return Collections.singletonList(
        Weave.exactly(Borrow.TARGET)
            .advise(named("getConnectionDirect").and(takesArguments(long.class)), Borrow.class)
            .advise(named("recycle").and(takesArguments(1)), Return.class)
            .advise(
                named("discardConnection")
                    .and(takesArgument(0, named("com.alibaba.druid.pool.DruidConnectionHolder"))),
                Discard.class));
  }

  @Override
  public PoolGauges gauges(Object pool) {
    if (!pool.getClass().getName().startsWith("com.alibaba.druid.")) {
      return null;
    }
    try {
      Object name = pool.getClass().getMethod("getName").invoke(pool);
      Gauges gauges = new Gauges(String.valueOf(name), Figure.method(pool, "isClosed"), 1);
      gauges.max = Figure.method(pool, "getMaxActive");
      gauges.min = Figure.method(pool, "getMinIdle");
      gauges.timeout = Figure.method(pool, "getMaxWait");
      gauges.forEver = -1;
      gauges.timeoutSetting = "maxWait={ms}, or spring.datasource.druid.max-wait={ms}";
      gauges.active = Figure.field(pool, "activeCount");
      gauges.idle = Figure.field(pool, "poolingCount");
      gauges.pending = Figure.field(pool, "notEmptyWaitThreadCount");
      return gauges;
    } catch (ReflectiveOperationException | RuntimeException unknownVersion) {
      return null;
    }
  }

  static final class Borrow {
    static final String TARGET = "com.alibaba.druid.pool.DruidDataSource";

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.This Object pool) {
      return Bridge.borrowStarted(pool);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter int token,
        @Advice.This Object pool,
        @Advice.Return DruidPooledConnection connection,
        @Advice.Thrown Throwable error) {
      if (connection != null) {
        Bridge.connectionTaken(pool, connection.getConnectionHolder());
      }
      Bridge.borrowEnded(token, pool, error);
    }
  }

  /** On entry, because the next borrower may hold it before this call returns. */
  static final class Return {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.This Object pool, @Advice.Argument(0) DruidPooledConnection connection) {
      Bridge.connectionReturned(pool, connection.getConnectionHolder());
    }
  }

  static final class Discard {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object pool, @Advice.Argument(0) Object holder) {
      Bridge.connectionReturned(pool, holder);
    }
  }
}
