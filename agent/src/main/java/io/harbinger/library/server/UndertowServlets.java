package io.harbinger.library.server;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import io.undertow.client.ProxiedRequestAttachments;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.api.Deployment;
import io.undertow.servlet.handlers.ServletRequestContext;
import io.undertow.util.AttachmentKey;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import net.bytebuddy.asm.Advice;

/**
 * What Undertow's servlets add to {@link UndertowExchanges}, javax and jakarta.
 *
 * <pre>
 *   AsyncContextImpl.onAsyncTimeout                          resumed, timed out ─── suspended again
 *                   .onAsyncCompleteAndRespond               resumed ─── ended, or suspended again
 *                   .start ─► ServletContextImpl.invokeRunnable    a task of the request
 *   LoggingExceptionHandler.handleThrowable                  the container caught what was thrown
 * </pre>
 *
 * <p>A dispatch begins with {@code Connectors.executeRootHandler}. Callbacks of asynchronous
 * reading and writing are not followed, nor an exception handler that the application sets.
 */
public final class UndertowServlets implements Instrumentation {
  @Override
  public String name() {
    return "undertow";
  }

  @Override
  public List<Weave> weaves() {
    return Arrays.asList(
        Weave.exactly("io.undertow.servlet.spec.AsyncContextImpl")
            .advise(named("onAsyncTimeout").and(takesNoArguments()), TimedOut.class)
            .advise(named("onAsyncCompleteAndRespond").and(takesNoArguments()), Completed.class)
            .advise(named("start").and(takesArguments(Runnable.class)), Queued.class),
        Weave.exactly("io.undertow.servlet.spec.ServletContextImpl")
            .advise(
                named("invokeRunnable")
                    .and(takesArguments(2))
                    .and(takesArgument(1, Runnable.class)),
                Task.class),
        Weave.exactly("io.undertow.servlet.api.LoggingExceptionHandler")
            .advise(named("handleThrowable").and(takesArgument(3, Throwable.class)), Failed.class));
  }

  static final class TimedOut {
    @SuppressWarnings("unchecked") // see UndertowExchanges
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.FieldValue("exchange") HttpServerExchange exchange) {
      Object request =
          exchange.getAttachment((AttachmentKey<Object>) (Object) ProxiedRequestAttachments.ROUTE);
      if (request == null || !Bridge.requestResumed(request)) {
        return null;
      }
      Bridge.asyncTimedOut();
      return request;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object resumed) {
      if (resumed != null) {
        Bridge.requestSuspended(resumed);
      }
    }
  }

  static final class Completed {
    @SuppressWarnings("unchecked") // see UndertowExchanges
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.FieldValue("exchange") HttpServerExchange exchange) {
      Object request =
          exchange.getAttachment((AttachmentKey<Object>) (Object) ProxiedRequestAttachments.ROUTE);
      return request != null && Bridge.requestResumed(request) ? request : null;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object resumed) {
      if (resumed != null) {
        Bridge.requestSuspended(resumed);
      }
    }
  }

  static final class Queued {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.FieldValue("exchange") HttpServerExchange exchange,
        @Advice.FieldValue("servletRequestContext") ServletRequestContext context,
        @Advice.Argument(0) Runnable task) {
      Deployment deployment = context.getDeployment();
      Executor executor = deployment.getAsyncExecutor();
      executor = executor == null ? deployment.getExecutor() : executor;
      Bridge.taskQueued(executor == null ? exchange.getConnection().getWorker() : executor, task);
    }
  }

  static final class Task {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.Argument(1) Runnable task) {
      return Bridge.taskStarted(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object carried) {
      Bridge.taskEnded(carried);
    }
  }

  static final class Failed {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(3) Throwable error) {
      Bridge.caught(error);
    }
  }
}
