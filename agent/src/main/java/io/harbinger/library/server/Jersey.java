package io.harbinger.library.server;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.glassfish.jersey.server.internal.process.MappableException;
import org.glassfish.jersey.server.internal.process.RequestProcessingContext;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;

/**
 * Jersey 2 and 3: the {@code @Path} templates of the resource method, and what it threw.
 *
 * <pre>
 *   route = base address (context path + application path) + class's path + method's path
 * </pre>
 *
 * <p>Below a sub-resource locator only the locator's own part is known.
 */
public final class Jersey implements Instrumentation {
  private static final String CONTEXT =
      "org.glassfish.jersey.server.internal.process.RequestProcessingContext";
  private static final String RESPONDER = "org.glassfish.jersey.server.ServerRuntime$Responder";

  @Override
  public String name() {
    return "jersey";
  }

  @Override
  public List<Weave> weaves() {
    return Arrays.asList(
        Weave.exactly("org.glassfish.jersey.server.model.ResourceMethodInvoker")
            .advise(named("apply").and(takesArgument(0, named(CONTEXT))), Route.class),
        Weave.exactly(RESPONDER).advise(maps("javax.ws.rs.core.Response"), JavaxFailed.class),
        Weave.exactly(RESPONDER).advise(maps("jakarta.ws.rs.core.Response"), JakartaFailed.class));
  }

  private static ElementMatcher.Junction<MethodDescription> maps(String response) {
    return named("mapException").and(takesArguments(Throwable.class)).and(returns(named(response)));
  }

  static final class Route {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.Argument(0) RequestProcessingContext context,
        @Advice.FieldValue("method") ResourceMethod method) {
      Resource resource = method.getParent();
      if (resource == null) {
        return;
      }
      String path = resource.getPath();
      if (resource.getParent() != null) {
        path = Bridge.joined(resource.getParent().getPath(), path);
      }
      Bridge.route(Bridge.joined(context.request().getBaseUri().getPath(), path));
    }
  }

  /** An exception that is mapped to 404 or 400 is an answer, not a failure. */
  static final class JavaxFailed {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Argument(0) Throwable error, @Advice.Return javax.ws.rs.core.Response response) {
      if (response == null || response.getStatus() >= 500) {
        Bridge.failed(error instanceof MappableException ? error.getCause() : error);
      }
    }
  }

  static final class JakartaFailed {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Argument(0) Throwable error, @Advice.Return jakarta.ws.rs.core.Response response) {
      if (response == null || response.getStatus() >= 500) {
        Bridge.failed(error instanceof MappableException ? error.getCause() : error);
      }
    }
  }
}
