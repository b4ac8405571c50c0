package io.harbinger.library.server;

import static net.bytebuddy.matcher.ElementMatchers.named;
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

/**
 * Spring MVC: the pattern that chose the handler, and errors that Spring answers itself.
 *
 * <pre>
 *   route = context path + servlet's prefix + best matching pattern      known before the handler runs
 * </pre>
 *
 * <p>The same advice twice, because up to Spring 5 the servlet types are javax and then jakarta.
 */
public final class SpringMvc implements Instrumentation {
  private static final String PATTERN =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

  @Override
  public String name() {
    return "spring-mvc";
  }

  @Override
  public List<Weave> weaves() {
    return Arrays.asList(
        dispatcher("javax", JavaxRoute.class, JavaxFailed.class),
        dispatcher("jakarta", JakartaRoute.class, JakartaFailed.class),
        // these handlers' pattern is known to the request only when an interceptor has run
        Weave.exactly("org.springframework.web.servlet.handler.AbstractUrlHandlerMapping")
            .advise(exposes("javax"), JavaxExposed.class)
            .advise(exposes("jakarta"), JakartaExposed.class));
  }

  private static Weave dispatcher(String servletApi, Class<?> route, Class<?> failed) {
    String request = servletApi + ".servlet.http.HttpServletRequest";
    return Weave.exactly("org.springframework.web.servlet.DispatcherServlet")
        .advise(named("getHandler").and(takesArgument(0, named(request))), route)
        .advise(
            named("processHandlerException")
                .and(takesArgument(0, named(request)))
                .and(takesArgument(3, Exception.class)),
            failed);
  }

  private static ElementMatcher.Junction<MethodDescription> exposes(String servletApi) {
    return named("exposePathWithinMapping")
        .and(takesArguments(3))
        .and(takesArgument(2, named(servletApi + ".servlet.http.HttpServletRequest")));
  }

  static final class JavaxRoute {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(0) javax.servlet.http.HttpServletRequest request) {
      Object pattern = request.getAttribute(PATTERN);
      if (pattern instanceof String) {
        String context = request.getServletContext().getContextPath();
        if (request.getPathInfo() != null) {
          context = Bridge.joined(context, request.getServletPath());
        }
        Bridge.route(Bridge.joined(context, (String) pattern));
      }
    }
  }

  static final class JakartaRoute {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(0) jakarta.servlet.http.HttpServletRequest request) {
      Object pattern = request.getAttribute(PATTERN);
      if (pattern instanceof String) {
        String context = request.getServletContext().getContextPath();
        if (request.getPathInfo() != null) {
          context = Bridge.joined(context, request.getServletPath());
        }
        Bridge.route(Bridge.joined(context, (String) pattern));
      }
    }
  }

  static final class JavaxExposed {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.Argument(0) String pattern,
        @Advice.Argument(2) javax.servlet.http.HttpServletRequest request) {
      Bridge.route(Bridge.joined(request.getServletContext().getContextPath(), pattern));
    }
  }

  static final class JakartaExposed {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.Argument(0) String pattern,
        @Advice.Argument(2) jakarta.servlet.http.HttpServletRequest request) {
      Bridge.route(Bridge.joined(request.getServletContext().getContextPath(), pattern));
    }
  }

  /** A handler's exception that ends as 404 or 400 is an answer, not a failure. */
  static final class JavaxFailed {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Argument(1) javax.servlet.http.HttpServletResponse response,
        @Advice.Argument(3) Exception error,
        @Advice.Thrown Throwable unresolved) {
      if (unresolved != null || response.getStatus() >= 500) {
        Bridge.failed(error);
      }
    }
  }

  static final class JakartaFailed {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Argument(1) jakarta.servlet.http.HttpServletResponse response,
        @Advice.Argument(3) Exception error,
        @Advice.Thrown Throwable unresolved) {
      if (unresolved != null || response.getStatus() >= 500) {
        Bridge.failed(error);
      }
    }
  }
}
