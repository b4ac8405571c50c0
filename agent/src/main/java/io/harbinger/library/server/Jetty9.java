package io.harbinger.library.server;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.io.EOFException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;

/**
 * Requests of Jetty 9.4 and 10 (javax) and 11 (jakarta).
 *
 * <pre>
 *   HttpChannel.handle            started, or resumed ────────── returns false: suspended
 *              .handleException   the container caught what the application threw
 *              .commit            the response begins
 *              .onCompleted       ended: once, within handle
 *   SendCallback.failed           the answer could not be written
 *   HttpChannelState.onTimeout    within handle
 *   HttpChannelOverHTTP2.onFailure   the peer takes one request of its connection back
 * </pre>
 *
 * <p>The token is an attribute of the request, put where listeners are not told. Sees what never
 * reaches a servlet, and each stream of HTTP/2. Does not see a request line or header that the
 * connector refuses to parse.
 */
public final class Jetty9 implements Instrumentation {
  static final String TOKEN = "io.harbinger.request";

  private static final String CHANNEL = "org.eclipse.jetty.server.HttpChannel";

  @Override
  public String name() {
    return "jetty";
  }

  @Override
  public List<Weave> weaves() {
    return Arrays.asList(
        Weave.exactly(CHANNEL)
            .advise(named("handle").and(takesNoArguments()), Handle.class)
            .advise(named("handleException").and(takesArguments(Throwable.class)), Failed.class)
            .advise(named("commit").and(takesArguments(1)), Answering.class)
            .advise(named("onCompleted").and(takesNoArguments()), End.class),
        Weave.exactly(CHANNEL + "$SendCallback")
            .advise(named("failed").and(takesArguments(Throwable.class)), Lost.class),
        Weave.exactly("org.eclipse.jetty.http2.server.HttpChannelOverHTTP2")
            .advise(named("onFailure").and(takesArgument(0, Throwable.class)), StreamReset.class),
        Weave.exactly("org.eclipse.jetty.server.HttpChannelState")
            .advise(named("onTimeout").and(takesNoArguments()), TimedOut.class));
  }

  static final class Handle {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.This HttpChannel channel) {
      Request req = channel.getRequest();
      Object request = req.getAttribute(TOKEN);
      if (request != null) {
        Bridge.requestResumed(request);
        return request;
      }
      request = Bridge.requestStarted();
      if (request == null) {
        return null;
      }
      req.getAttributes().setAttribute(TOKEN, request);
      Bridge.method(request, req.getMethod());
      Bridge.path(request, req.getRequestURI());
      Iterable<HttpField> headers = req.getHttpFields();
      for (HttpField header : headers) {
        Bridge.anyHeader(request, header.getName(), header.getValue());
      }
      InetSocketAddress peer = channel.getRemoteAddress();
      if (peer != null) {
        Bridge.peer(request, peer.getAddress(), peer.getPort(), req.getLocalPort());
      }
      if (req.getHttpVersion().getVersion() >= 20) {
        Bridge.multiplexed(request);
      }
      Object study = Bridge.headerStudy();
      if (study != null) {
        for (HttpField header : headers) {
          Bridge.studied(study, header.getName(), header.getValue());
        }
        Bridge.studied(study, req.getProtocol());
      }
      return request;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object request, @Advice.Return boolean over) {
      if (request != null && !over) {
        Bridge.requestSuspended(request);
      }
    }
  }

  /** What the container itself answers, with 400 for example, is no failure. */
  static final class Failed {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) Throwable error) {
      if (!(error instanceof BadMessageException)) {
        Bridge.caught(error);
      }
    }
  }

  static final class TimedOut {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter() {
      Bridge.asyncTimedOut();
    }
  }

  static final class Answering {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.This HttpChannel channel, @Advice.Argument(0) MetaData.Response head) {
      Object request = channel.getRequest().getAttribute(TOKEN);
      if (request != null && head.getStatus() >= 200) {
        Bridge.responseStarted(request);
      }
    }
  }

  static final class Lost {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.FieldValue("this$0") HttpChannel channel, @Advice.Argument(0) Throwable error) {
      Object request = channel.getRequest().getAttribute(TOKEN);
      if (request != null && !(error instanceof BadMessageException)) {
        Bridge.answerLost(
            request,
            error instanceof ClosedChannelException
                || error.getCause() instanceof ClosedChannelException);
      }
    }
  }

  /** On the connection's thread, while the request may be ending on its own. */
  static final class StreamReset {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This HttpChannel channel, @Advice.Argument(0) Throwable error) {
      Object request = channel.getRequest().getAttribute(TOKEN);
      // other failures are the whole connection's
      if (request != null
          && error instanceof EOFException
          && String.valueOf(error.getMessage()).startsWith("Reset ")) {
        long generation = Bridge.generation(request);
        if (channel.getRequest().getAttribute(TOKEN) == request) {
          Bridge.peerReset(request, generation);
        }
      }
    }
  }

  static final class End {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This HttpChannel channel) {
      Request req = channel.getRequest();
      Object request = req.getAttribute(TOKEN);
      if (request == null) {
        return;
      }
      req.getAttributes().setAttribute(TOKEN, null);
      int status = channel.getResponse().getStatus();
      MetaData.Response head = channel.getCommittedMetaData();
      if (head != null) {
        int bytes = 17; // HTTP/1.1 200, without a reason, and the empty line
        int longest = 0;
        String largest = null;
        for (HttpField header : head) {
          int line = header.getName().length() + 4;
          line += header.getValue() == null ? 0 : header.getValue().length();
          bytes += line;
          if (line > longest) {
            longest = line;
            largest = header.getName();
          }
        }
        long promised = head.getContentLength();
        if (req.isHead() || status == 304) {
          promised = -1;
        }
        if (Bridge.responseHead(request, bytes, longest, promised)) {
          Bridge.largestHeader(request, largest);
        }
      }
      if (!Bridge.requestEnded(request, status, channel.getBytesWritten(), null)) {
        return;
      }
      InetSocketAddress address = channel.getRemoteAddress();
      String peer = address == null ? null : address.getAddress().getHostAddress();
      Bridge.describe(request, "url.query", req.getQueryString());
      Bridge.describe(request, "url.scheme", req.getScheme());
      Bridge.describe(request, "network.peer.address", peer);
      Bridge.describe(request, "user_agent.original", req.getHeader("user-agent"));
      Bridge.describe(request, "server.address", req.getServerName());
      if (req.getServerPort() > 0) {
        Bridge.describe(request, "server.port", Integer.toString(req.getServerPort()));
      }
      Bridge.describeProtocol(request, req.getProtocol());
      Bridge.describeClient(
          request, req.getHeader("x-forwarded-for"), req.getHeader("forwarded"), peer);
      Bridge.requestClosed(request);
    }
  }
}
