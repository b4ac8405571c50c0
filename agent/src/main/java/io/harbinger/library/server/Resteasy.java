package io.harbinger.library.server;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jboss.resteasy.core.ResteasyContext;
import org.jboss.resteasy.spi.ApplicationException;
import org.jboss.resteasy.spi.ResteasyProviderFactory;
import org.jboss.resteasy.spi.metadata.ResourceLocator;

/**
 * RESTEasy 3.1 to 6: the {@code @Path} templates of the resource method, and what it threw.
 *
 * <pre>
 *   route = base address (context path + mapping prefix) + class's path + method's path
 *
 *   3     javax, the base address is known to ResteasyProviderFactory
 *   4, 5  javax, … to ResteasyContext
 *   6     jakarta, likewise
 * </pre>
 *
 * <p>Below a sub-resource locator only the locator's own part is known.
 */
public final class Resteasy implements Instrumentation {
  private static final String METHOD = "org.jboss.resteasy.core.ResourceMethodInvoker";
  private static final String LOCATOR = "org.jboss.resteasy.core.ResourceLocatorInvoker";
  private static final String HANDLER = "org.jboss.resteasy.core.ExceptionHandler";

  @Override
  public String name() {
    return "resteasy";
  }

  @Override
  public List<Weave> weaves() {
    return Arrays.asList(
        Weave.exactly(METHOD, LOCATOR).advise(invoke(), Route3.class),
        Weave.exactly(METHOD, LOCATOR).advise(invoke(), Route4.class),
        Weave.exactly(METHOD, LOCATOR).advise(invoke(), Route6.class),
        Weave.exactly(HANDLER).advise(handles("javax.ws.rs.core.Response"), JavaxFailed.class),
        Weave.exactly(HANDLER).advise(handles("jakarta.ws.rs.core.Response"), JakartaFailed.class));
  }

  /** Not the one with a target, which is for what lies below a locator. */
  private static ElementMatcher.Junction<MethodDescription> invoke() {
    return named("invoke")
        .and(takesArguments(2))
        .and(returns(named("org.jboss.resteasy.specimpl.BuiltResponse")));
  }

  private static ElementMatcher.Junction<MethodDescription> handles(String response) {
    return named("handleException").and(takesArguments(2)).and(returns(named(response)));
  }

  static final class Route3 {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.FieldValue("method") ResourceLocator method) {
      javax.ws.rs.core.UriInfo uri =
          ResteasyProviderFactory.getContextData(javax.ws.rs.core.UriInfo.class);
      Bridge.route(Bridge.joined(uri.getBaseUri().getPath(), method.getFullpath()));
    }
  }

  static final class Route4 {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.FieldValue("method") ResourceLocator method) {
      javax.ws.rs.core.UriInfo uri = ResteasyContext.getContextData(javax.ws.rs.core.UriInfo.class);
      Bridge.route(Bridge.joined(uri.getBaseUri().getPath(), method.getFullpath()));
    }
  }

  static final class Route6 {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.FieldValue("method") ResourceLocator method) {
      jakarta.ws.rs.core.UriInfo uri =
          ResteasyContext.getContextData(jakarta.ws.rs.core.UriInfo.class);
      Bridge.route(Bridge.joined(uri.getBaseUri().getPath(), method.getFullpath()));
    }
  }

  /** An exception that is mapped to 404 or 400 is an answer, not a failure. */
  static final class JavaxFailed {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Argument(1) Throwable error, @Advice.Return javax.ws.rs.core.Response response) {
      if (response == null || response.getStatus() >= 500) {
        Bridge.failed(error instanceof ApplicationException ? error.getCause() : error);
      }
    }
  }

  static final class JakartaFailed {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Argument(1) Throwable error, @Advice.Return jakarta.ws.rs.core.Response response) {
      if (response == null || response.getStatus() >= 500) {
        Bridge.failed(error instanceof ApplicationException ? error.getCause() : error);
      }
    }
  }
}
