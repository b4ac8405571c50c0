package io.harbinger.library.pool;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.bridge.PoolGauges;
import io.harbinger.bridge.PoolReader;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.util.Arrays;
import java.util.List;
import javax.management.ObjectName;
import net.bytebuddy.asm.Advice;

/**
 * Apache Commons DBCP 2, and Tomcat's copy of it: who waits for a connection, who holds one.
 *
 * <pre>
 *   PoolingDataSource.getConnection()             a borrower waits for the object pool behind it
 *     PoolableConnectionFactory.activateObject    … and takes an entry
 *     PoolableConnectionFactory.passivateObject   whoever closes gives it back,
 *                              .destroyObject     or it is thrown away
 * </pre>
 *
 * <p>The evictor activates and passivates entries, too, but on a thread that serves no request.
 */
public final class Dbcp2 implements Instrumentation, PoolReader {
  private static final String COMMONS = "org.apache.commons.";
  private static final String TOMCAT = "org.apache.tomcat.dbcp.";

  @Override
  public String name() {
    return "dbcp2";
  }

  @Override
  public List<Weave> weaves() {
    return Arrays.asList(
        Weave.exactly(COMMONS + Borrow.TARGET, TOMCAT + Borrow.TARGET)
            .advise(named("getConnection").and(takesNoArguments()), Borrow.class),
        Weave.exactly(COMMONS + Take.TARGET, TOMCAT + Take.TARGET)
            .advise(named("activateObject"), Take.class)
            .advise(namedOneOf("passivateObject", "destroyObject"), Return.class));
  }

  @Override
  public PoolGauges gauges(Object pool) {
    String type = pool.getClass().getName();
    if (!type.startsWith(COMMONS + "pool2.impl.") && !type.startsWith(TOMCAT + "pool2.impl.")) {
      return null;
    }
    try {
      Gauges gauges = new Gauges(name(pool), Figure.method(pool, "isClosed"), 1);
      gauges.max = Figure.method(pool, "getMaxTotal");
      gauges.min = Figure.method(pool, "getMinIdle");
      gauges.timeout = Figure.method(pool, "getMaxWaitMillis");
      gauges.forEver = -1;
      gauges.timeoutSetting =
          "maxWaitMillis={ms}, or spring.datasource.dbcp2.max-wait-millis={ms} in Spring Boot";
      gauges.active = Figure.method(pool, "getNumActive");
      gauges.idle = Figure.method(pool, "getNumIdle");
      gauges.pending = Figure.method(pool, "getNumWaiters");
      return gauges;
    } catch (ReflectiveOperationException | RuntimeException unknownVersion) {
      return null;
    }
  }

  /** {@code jdbc/shop} where it was configured with a name, else what it is called by itself. */
  private static String name(Object pool) throws ReflectiveOperationException {
    Object bean = pool.getClass().getMethod("getJmxName").invoke(pool);
    String name = bean instanceof ObjectName ? ((ObjectName) bean).getKeyProperty("name") : null;
    if (name == null) {
      return "dbcp2";
    }
    return name.startsWith("\"") ? ObjectName.unquote(name) : name;
  }

  static final class Borrow {
    static final String TARGET = "dbcp2.PoolingDataSource";

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.FieldValue("pool") Object pool) {
      return Bridge.borrowStarted(pool);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter int token,
        @Advice.FieldValue("pool") Object pool,
        @Advice.Thrown Throwable error) {
      Bridge.borrowEnded(token, pool, error);
    }
  }

  static final class Take {
    static final String TARGET = "dbcp2.PoolableConnectionFactory";

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(0) Object entry, @Advice.FieldValue("pool") Object pool) {
      Bridge.connectionTaken(pool, entry);
    }
  }

  /** On entry, because the next borrower may hold the entry before the pool's call returns. */
  static final class Return {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) Object entry, @Advice.FieldValue("pool") Object pool) {
      Bridge.connectionReturned(pool, entry);
    }
  }
}
