package io.harbinger.library.client;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.bridge.UrlConnectionCall;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.net.HttpURLConnection;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * {@code HttpURLConnection}, plain and TLS, at the calls that block.
 *
 * <pre>
 *   connect, getOutputStream   until connected: address, connection, handshake
 *   getInputStream             … and the wait for the answer; getResponseCode comes here too
 * </pre>
 *
 * <p>A call that connects by hand is two segments. Its trace header goes out with the first, since
 * no header may be set later. Other protocols ({@code file:}, {@code jar:}) are not woven.
 */
public final class HttpUrlConnectionCalls implements Instrumentation {
  @Override
  public String name() {
    return "http-url-connection";
  }

  @Override
  public List<Weave> weaves() {
    return Arrays.asList(
        Weave.exactly(Answer.TARGET)
            .advise(named("connect").and(takesNoArguments()), Connect.class)
            .advise(named("getOutputStream").and(takesNoArguments()), Connect.class)
            .advise(named("getInputStream").and(takesNoArguments()), Answer.class),
        Weave.exactly(Connect.TARGET)
            .advise(named("connect").and(takesNoArguments()), Connect.class));
  }

  static final class Connect {
    static final String TARGET = "sun.net.www.protocol.https.AbstractDelegateHttpsURLConnection";

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(
        @Advice.This HttpURLConnection connection,
        @Advice.FieldValue("connected") boolean connected) {
      if (connected) {
        return -1;
      }
      return UrlConnectionCall.started(connection, true);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter int token, @Advice.Thrown Throwable error) {
      Bridge.callEnded(token, 0, error);
    }
  }

  /** An answer is no error, whatever its status makes the library throw. */
  static final class Answer {
    static final String TARGET = "sun.net.www.protocol.http.HttpURLConnection";

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(
        @Advice.This HttpURLConnection connection,
        @Advice.FieldValue("connected") boolean connected,
        @Advice.FieldValue("responseCode") int status,
        @Advice.FieldValue("rememberedException") Exception failed) {
      if (status > 0 || failed != null) {
        return -1;
      }
      return UrlConnectionCall.started(connection, !connected);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter int token,
        @Advice.FieldValue("responseCode") int status,
        @Advice.Thrown Throwable error) {
      Bridge.callEnded(token, status > 0 ? status : 0, status > 0 ? null : error);
    }
  }
}
