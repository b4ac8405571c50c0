package io.harbinger.library.client;

import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * OkHttp 3 to 5: until the head of the answer is there.
 *
 * <pre>
 *   RealCall.getResponseWithInterceptorChain   of execute() on its thread, of enqueue() on another
 *     RealInterceptorChain.proceed             hands the request on: a copy that carries the trace;
 *                                              knows the limit on the answer
 * </pre>
 */
public final class OkHttp implements Instrumentation {
  @Override
  public String name() {
    return "okhttp";
  }

  @Override
  public List<Weave> weaves() {
    return Arrays.asList(
        Weave.exactly("okhttp3.RealCall", "okhttp3.internal.connection.RealCall")
            .advise(
                // its name ends with the module's since 4
                nameStartsWith("getResponseWithInterceptorChain").and(takesNoArguments()),
                Answer.class),
        Weave.exactly("okhttp3.internal.http.RealInterceptorChain")
            .advise(named("proceed").and(takesArguments(1)), Proceed.class)
            .advise(named("proceed").and(takesArguments(1)), Limit.class));
  }

  static final class Answer {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.This Call call) {
      Request request = call.request();
      return Bridge.callStarted(request.method(), request.url().host(), request.url().port());
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter int token, @Advice.Return Response response, @Advice.Thrown Throwable error) {
      Bridge.callEnded(token, response == null ? 0 : response.code(), error);
    }
  }

  static final class Proceed {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(value = 0, readOnly = false) Request request) {
      if (request != null && request.header("traceparent") == null) {
        String traceparent = Bridge.traceparent(null);
        if (traceparent != null) {
          Request.Builder copy = request.newBuilder().header("traceparent", traceparent);
          String tracestate = Bridge.tracestate();
          if (tracestate != null) {
            copy.header("tracestate", tracestate);
          }
          request = copy.build();
        }
      }
    }
  }

  static final class Limit {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Interceptor.Chain chain) {
      if (chain.readTimeoutMillis() == 0) {
        Bridge.callEndless("OkHttp", "OkHttpClient.Builder.readTimeout({ms}, MILLISECONDS)");
      }
    }
  }
}
