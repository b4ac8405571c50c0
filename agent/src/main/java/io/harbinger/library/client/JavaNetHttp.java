package io.harbinger.library.client;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.harbinger.bridge.JavaNetCall;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * {@code java.net.http.HttpClient} of Java 11 and later.
 *
 * <pre>
 *   send        blocks: the call is a segment of its thread
 *     sendAsync   does not: the call is over when its future is
 *       new HttpRequestImpl(request, …)   the client's own copy: the trace goes into its headers
 * </pre>
 *
 * <p>What {@code send} asks of {@code sendAsync} lies inside its own call and is not counted again.
 */
public final class JavaNetHttp implements Instrumentation {
  @Override
  public String name() {
    return "java-net-http";
  }

  @Override
  public List<Weave> weaves() {
    return Arrays.asList(
        Weave.exactly(Send.TARGET)
            .advise(
                named("send")
                    .and(takesArguments(2))
                    .and(takesArgument(0, named("java.net.http.HttpRequest"))),
                Send.class)
            .advise(
                named("sendAsync").and(takesArgument(0, named("java.net.http.HttpRequest"))),
                SendAsync.class),
        Weave.exactly(Headers.TARGET)
            .advise(
                isConstructor()
                    .and(takesArguments(2))
                    .and(takesArgument(0, named("java.net.http.HttpRequest")))
                    .and(takesArgument(1, named("java.net.ProxySelector"))),
                Headers.class));
  }

  static final class Send {
    static final String TARGET = "jdk.internal.net.http.HttpClientImpl";

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) Object request) {
      return JavaNetCall.started(request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter int token,
        @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object response,
        @Advice.Thrown Throwable error) {
      JavaNetCall.ended(token, response, error);
    }
  }

  static final class SendAsync {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(
        @Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) Object request) {
      return JavaNetCall.opened(request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter Object opened,
        @Advice.Return CompletableFuture<?> response,
        @Advice.Thrown Throwable error) {
      JavaNetCall.left(opened, response, error);
    }
  }

  static final class Headers {
    static final String TARGET = "jdk.internal.net.http.HttpRequestImpl";

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue(
                value = "userHeaders",
                readOnly = false,
                typing = Assigner.Typing.DYNAMIC)
            Object headers)
        throws ReflectiveOperationException {
      headers = JavaNetCall.withTraceparent(headers);
    }
  }
}
