package io.harbinger.library.pool;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
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
 * c3p0: who waits for a connection, who holds one.
 *
 * <pre>
 *   BasicResourcePool.checkoutResource(timeout)   a borrower waits, and takes a resource
 *   BasicResourcePool.checkinResource(resource)   whoever closes gives it back,
 *                    .markBroken(resource)        or it is thrown away
 * </pre>
 *
 * <p>The pool knows neither its name nor how long its borrowers wait.
 */
public final class C3p0 implements Instrumentation, PoolReader {
  @Override
  public String name() {
    return "c3p0";
  }

  @Override
  public List<Weave> weaves() {
    return Collections.singletonList(
        Weave.exactly(Borrow.TARGET)
            .advise(named("checkoutResource").and(takesArguments(long.class)), Borrow.class)
            .advise(
                namedOneOf("checkinResource", "markBroken").and(takesArguments(1)), Return.class));
  }

  @Override
  public PoolGauges gauges(Object pool) {
    if (!pool.getClass().getName().equals(Borrow.TARGET)) {
      return null;
    }
    try {
      Gauges gauges = new Gauges("c3p0", Figure.method(pool, "getMaxPoolSize"), -1);
      gauges.max = Figure.method(pool, "getMaxPoolSize");
      gauges.min = Figure.method(pool, "getMinPoolSize");
      gauges.active = Figure.method(pool, "getAwaitingCheckinNotExcludedCount");
      gauges.idle = Figure.method(pool, "getAvailableCount");
      gauges.pending = Figure.method(pool, "getNumCheckoutWaiters");
      return gauges;
    } catch (ReflectiveOperationException | RuntimeException unknownVersion) {
      return null;
    }
  }

  static final class Borrow {
    static final String TARGET = "com.mchange.v2.resourcepool.BasicResourcePool";

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.This Object pool) {
      return Bridge.borrowStarted(pool);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter int token,
        @Advice.This Object pool,
        @Advice.Return Object resource,
        @Advice.Thrown Throwable error) {
      if (resource != null) {
        Bridge.connectionTaken(pool, resource);
      }
      Bridge.borrowEnded(token, pool, error);
    }
  }

  /** On entry, because the next borrower may hold the resource before this call returns. */
  static final class Return {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object pool, @Advice.Argument(0) Object resource) {
      Bridge.connectionReturned(pool, resource);
    }
  }
}
