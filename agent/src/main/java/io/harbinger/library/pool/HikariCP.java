package io.harbinger.library.pool;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.bridge.PoolGauges;
import io.harbinger.bridge.PoolReader;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
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
      return new Gauges(pool);
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

  /** Read through handles, because each application may bring its own version. */
  private static final class Gauges implements PoolGauges {
    private static final int POOL_SHUTDOWN = 2;

    private final WeakReference<Object> pool;
    private final String name;
    private final WeakReference<Object> config;
    private final MethodHandle max;
    private final MethodHandle min;
    private final MethodHandle timeout;
    private final MethodHandle leakDetection;
    private final MethodHandle active;
    private final MethodHandle idle;
    private final MethodHandle pending;
    private final MethodHandle state;

    Gauges(Object pool) throws ReflectiveOperationException {
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      Class<?> type = pool.getClass();
      // because the class that declares this public field is not public itself
      Field configField = type.getSuperclass().getDeclaredField("config");
      configField.setAccessible(true);
      Object settings = configField.get(pool);
      this.pool = new WeakReference<>(pool);
      this.config = new WeakReference<>(settings);
      name = pool.toString();
      max = figure(lookup, settings.getClass(), "getMaximumPoolSize", int.class);
      min = figure(lookup, settings.getClass(), "getMinimumIdle", int.class);
      timeout = figure(lookup, settings.getClass(), "getConnectionTimeout", long.class);
      leakDetection = figure(lookup, settings.getClass(), "getLeakDetectionThreshold", long.class);
      active = figure(lookup, type, "getActiveConnections", int.class);
      idle = figure(lookup, type, "getIdleConnections", int.class);
      pending = figure(lookup, type, "getThreadsAwaitingConnection", int.class);
      state =
          lookup
              .findGetter(type, "poolState", int.class)
              .asType(MethodType.methodType(int.class, Object.class));
    }

    private static MethodHandle figure(
        MethodHandles.Lookup lookup, Class<?> type, String method, Class<?> result)
        throws ReflectiveOperationException {
      return lookup
          .findVirtual(type, method, MethodType.methodType(result))
          .asType(MethodType.methodType(result, Object.class));
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int max() {
      return read(max, config.get());
    }

    @Override
    public int min() {
      return read(min, config.get());
    }

    @Override
    public int active() {
      return read(active, pool.get());
    }

    @Override
    public int idle() {
      return read(idle, pool.get());
    }

    @Override
    public int pending() {
      return read(pending, pool.get());
    }

    @Override
    public long timeoutMillis() {
      long millis = readLong(timeout, config.get());
      // because that is what it makes of 0, which means for ever
      return millis == Integer.MAX_VALUE ? 0 : millis;
    }

    @Override
    public String timeoutSetting() {
      return "connectionTimeout={ms}, or spring.datasource.hikari.connection-timeout={ms} in Spring"
          + " Boot";
    }

    @Override
    public long leakDetectionMillis() {
      return readLong(leakDetection, config.get());
    }

    @Override
    public String leakDetectionSetting() {
      return "leakDetectionThreshold={ms}, or"
          + " spring.datasource.hikari.leak-detection-threshold={ms} in Spring Boot";
    }

    @Override
    public boolean alive() {
      Object from = pool.get();
      return from != null && read(state, from) != POOL_SHUTDOWN;
    }

    private static long readLong(MethodHandle figure, Object from) {
      try {
        return from == null ? -1 : (long) figure.invokeExact(from);
      } catch (Throwable unreadable) {
        return -1;
      }
    }

    private static int read(MethodHandle figure, Object from) {
      try {
        return from == null ? -1 : (int) figure.invokeExact(from);
      } catch (Throwable unreadable) {
        return -1;
      }
    }
  }
}
