package io.harbinger.library.pool;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.bridge.PoolGauges;
import io.harbinger.bridge.PoolReader;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * HikariCP 3 to 7: who waits for a connection, who holds one.
 *
 * <pre>
 *   HikariPool.getConnection(timeout)    a borrower waits
 *     PoolEntry.createProxyConnection    … and takes the entry
 *   PoolEntry.recycle                    whoever closes gives it back
 * </pre>
 */
public final class HikariCP implements Instrumentation, PoolReader {
  private static final int POOL_SHUTDOWN = 2;

  @Override
  public String name() {
    return "hikaricp";
  }

  @Override
  public List<Weave> weaves() {
    return Arrays.asList(
        Weave.exactly(Borrow.TARGET)
            .advise(isConstructor(), Created.class)
            .advise(named("getConnection").and(takesArguments(long.class)), Borrow.class),
        Weave.exactly(Take.TARGET)
            .advise(named("createProxyConnection"), Take.class)
            .advise(named("recycle"), Return.class));
  }

  @Override
  public PoolGauges gauges(Object pool) {
    if (!pool.getClass().getName().equals(Borrow.TARGET)) {
      return null;
    }
    try {
      // because the class that declares this public field is not public itself
      Field field = pool.getClass().getSuperclass().getDeclaredField("config");
      field.setAccessible(true);
      Object config = field.get(pool);
      Gauges gauges = new Gauges(pool.toString(), Figure.field(pool, "poolState"), POOL_SHUTDOWN);
      gauges.max = Figure.method(config, "getMaximumPoolSize");
      gauges.min = Figure.method(config, "getMinimumIdle");
      gauges.timeout = Figure.method(config, "getConnectionTimeout");
      // because that is what it makes of 0, which means for ever
      gauges.forEver = Integer.MAX_VALUE;
      gauges.timeoutSetting =
          "connectionTimeout={ms}, or spring.datasource.hikari.connection-timeout={ms} in Spring"
              + " Boot";
      gauges.leakDetection = Figure.method(config, "getLeakDetectionThreshold");
      gauges.leakDetectionSetting =
          "leakDetectionThreshold={ms}, or"
              + " spring.datasource.hikari.leak-detection-threshold={ms} in Spring Boot";
      gauges.active = Figure.method(pool, "getActiveConnections");
      gauges.idle = Figure.method(pool, "getIdleConnections");
      gauges.pending = Figure.method(pool, "getThreadsAwaitingConnection");
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
    static final String TARGET = "com.zaxxer.hikari.pool.HikariPool";

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.This Object pool) {
      return Bridge.borrowStarted(pool);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter int token, @Advice.This Object pool, @Advice.Thrown Throwable error) {
      Bridge.borrowEnded(token, pool, error);
    }
  }

  static final class Take {
    static final String TARGET = "com.zaxxer.hikari.pool.PoolEntry";

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object entry, @Advice.FieldValue("hikariPool") Object pool) {
      Bridge.connectionTaken(pool, entry);
    }
  }

  /** On entry, because the next borrower may hold the entry before this call returns. */
  static final class Return {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object entry, @Advice.FieldValue("hikariPool") Object pool) {
      Bridge.connectionReturned(pool, entry);
    }
  }
}
