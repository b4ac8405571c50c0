package io.harbinger.library.client;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * Apache HttpClient 4.3 and later, and 5: blocking calls, until the head of the answer is there.
 *
 * <pre>
 *   CloseableHttpClient.doExecute     the call, with its redirects and repetitions
 *     ProtocolExec.execute            one attempt, with the client's own copy of the request: the
 *                                     trace goes into its headers
 *     HttpRequestExecutor.execute     on a connection, which knows the limit on the answer
 * </pre>
 *
 * <p>Their asynchronous clients are not woven.
 */
public final class ApacheHttpClient implements Instrumentation {
  private static final String CLIENT_4 = "org.apache.http.impl.client.";
  private static final String CLIENT_5 = "org.apache.hc.client5.http.impl.classic.";

  @Override
  public String name() {
    return "apache-http-client";
  }

  @Override
  public List<Weave> weaves() {
    return Arrays.asList(
        Weave.exactly(
                CLIENT_4 + "InternalHttpClient",
                CLIENT_4 + "MinimalHttpClient",
                CLIENT_4 + "AbstractHttpClient")
            .advise(named("doExecute").and(takesArguments(3)), Call4.class),
        Weave.exactly("org.apache.http.impl.execchain.ProtocolExec")
            .advise(
                named("execute")
                    .and(
                        takesArgument(
                            1, named("org.apache.http.client.methods.HttpRequestWrapper"))),
                Attempt4.class),
        Weave.exactly(CLIENT_5 + "InternalHttpClient", CLIENT_5 + "MinimalHttpClient")
            .advise(named("doExecute").and(takesArguments(3)), Call5.class),
        Weave.exactly(CLIENT_5 + "ProtocolExec")
            .advise(
                named("execute")
                    .and(takesArgument(0, named("org.apache.hc.core5.http.ClassicHttpRequest"))),
                Attempt5.class),
        Weave.exactly("org.apache.http.protocol.HttpRequestExecutor")
            .advise(
                named("execute")
                    .and(takesArgument(1, named("org.apache.http.HttpClientConnection"))),
                Limit4.class),
        Weave.exactly("org.apache.hc.core5.http.impl.io.HttpRequestExecutor")
            .advise(
                named("execute")
                    .and(takesArguments(4))
                    .and(
                        takesArgument(
                            1, named("org.apache.hc.core5.http.io.HttpClientConnection"))),
                Limit5.class));
  }

  static final class Call4 {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(
        @Advice.Argument(0) org.apache.http.HttpHost host,
        @Advice.Argument(1) org.apache.http.HttpRequest request) {
      if (host == null || request == null) {
        return -1;
      }
      int port = host.getPort();
      if (port < 0) {
        port = "https".equalsIgnoreCase(host.getSchemeName()) ? 443 : 80;
      }
      return Bridge.callStarted(request.getRequestLine().getMethod(), host.getHostName(), port);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter int token,
        @Advice.Return org.apache.http.HttpResponse response,
        @Advice.Thrown Throwable error) {
      int status = response == null ? 0 : response.getStatusLine().getStatusCode();
      Bridge.callEnded(token, status, error);
    }
  }

  static final class Attempt4 {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(1) org.apache.http.HttpMessage request) {
      String traceparent = Bridge.traceparent(null);
      if (traceparent != null && !request.containsHeader("traceparent")) {
        request.setHeader("traceparent", traceparent);
        String tracestate = Bridge.tracestate();
        if (tracestate != null) {
          request.setHeader("tracestate", tracestate);
        }
      }
    }
  }

  static final class Call5 {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(
        @Advice.Argument(0) org.apache.hc.core5.http.HttpHost host,
        @Advice.Argument(1) org.apache.hc.core5.http.HttpRequest request) {
      if (request == null) {
        return -1;
      }
      String name = null;
      int port = -1;
      boolean secure = "https".equalsIgnoreCase(request.getScheme());
      if (host != null) {
        name = host.getHostName();
        port = host.getPort();
        secure = "https".equalsIgnoreCase(host.getSchemeName());
      } else if (request.getAuthority() != null) {
        name = request.getAuthority().getHostName();
        port = request.getAuthority().getPort();
      }
      if (name == null) {
        return -1;
      }
      if (port < 0) {
        port = secure ? 443 : 80;
      }
      return Bridge.callStarted(request.getMethod(), name, port);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter int token,
        @Advice.Return org.apache.hc.core5.http.HttpResponse response,
        @Advice.Thrown Throwable error) {
      Bridge.callEnded(token, response == null ? 0 : response.getCode(), error);
    }
  }

  static final class Attempt5 {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) org.apache.hc.core5.http.HttpMessage request) {
      String traceparent = Bridge.traceparent(null);
      if (traceparent != null && !request.containsHeader("traceparent")) {
        request.setHeader("traceparent", traceparent);
        String tracestate = Bridge.tracestate();
        if (tracestate != null) {
          request.setHeader("tracestate", tracestate);
        }
      }
    }
  }

  static final class Limit4 {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(1) org.apache.http.HttpConnection connection) {
      if (connection.getSocketTimeout() == 0) {
        Bridge.callEndless(
            "Apache HttpClient",
            "RequestConfig.custom().setSocketTimeout({ms}) as the client's default");
      }
    }
  }

  static final class Limit5 {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.Argument(1) org.apache.hc.core5.http.SocketModalCloseable connection) {
      if (connection.getSocketTimeout() == null || connection.getSocketTimeout().isDisabled()) {
        Bridge.callEndless(
            "Apache HttpClient 5",
            "RequestConfig.custom().setResponseTimeout(Timeout.ofMilliseconds({ms})) as the"
                + " client's default");
      }
    }
  }
}
