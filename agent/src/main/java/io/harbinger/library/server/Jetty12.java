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
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.internal.HttpChannelState;
import org.eclipse.jetty.util.Attributes;

/**
 * Requests of Jetty 12: of its core, and so of ee8 to ee11 and of handlers without servlets.
 *
 * <pre>
 *   HandlerInvoker.run                       started ──────────── still there at exit: suspended
 *   ServletChannel, nested HttpChannel
 *                 .handle                    resumed, where another thread does it ─── left again
 *                 .handleException           the container caught what the application threw
 *   ChannelCallback.failed                   the same, of a handler without servlets
 *   ChannelResponse.lockedPrepareResponse    the response begins
 *                  .failed                   it could not be written
 *   HttpChannelState.recycle, or setHttpStream(null) after a failure;
 *   HttpStreamOverHTTP2.failed               ended: whatever comes first
 *                      .onFailure            the peer takes one request of its connection back
 * </pre>
 *
 * <p>The token is an attribute of the core's request. Sees what never reaches a handler, and each
 * stream of HTTP/2. Does not see a request line or header that the connector refuses to parse.
 */
public final class Jetty12 implements Instrumentation {
  private static final String TOKEN = Jetty9.TOKEN;
  private static final String CHANNEL = "org.eclipse.jetty.server.internal.HttpChannelState";

  @Override
  public String name() {
    return "jetty";
  }

  @Override
  public List<Weave> weaves() {
    return Arrays.asList(
        Weave.exactly(CHANNEL + "$HandlerInvoker")
            .advise(named("run").and(takesNoArguments()), Run.class),
        Weave.exactly(CHANNEL + "$ChannelCallback")
            .advise(named("failed").and(takesArguments(Throwable.class)), Jetty9.Failed.class),
        Weave.exactly(CHANNEL + "$ChannelResponse")
            .advise(named("lockedPrepareResponse").and(takesArguments(2)), Answering.class)
            .advise(named("failed").and(takesArguments(Throwable.class)), Lost.class),
        Weave.exactly(CHANNEL)
            .advise(
                named("recycle")
                    .and(takesNoArguments())
                    .or(named("setHttpStream").and(takesArguments(1))),
                End.class),
        Weave.exactly("org.eclipse.jetty.http2.server.internal.HttpStreamOverHTTP2")
            .advise(named("onFailure").and(takesArgument(0, Throwable.class)), StreamReset.class)
            .advise(named("failed").and(takesArguments(Throwable.class)), StreamFailed.class),
        Weave.exactly(
                "org.eclipse.jetty.ee10.servlet.ServletChannel",
                "org.eclipse.jetty.ee11.servlet.ServletChannel")
            .advise(named("handle").and(takesNoArguments()), Servlets.class)
            .advise(
                named("handleException").and(takesArguments(Throwable.class)), Jetty9.Failed.class),
        Weave.exactly(
                "org.eclipse.jetty.ee8.nested.HttpChannel",
                "org.eclipse.jetty.ee9.nested.HttpChannel")
            .advise(named("handle").and(takesNoArguments()), Nested.class)
            .advise(
                named("handleException").and(takesArguments(Throwable.class)), Jetty9.Failed.class),
        Weave.exactly(
                "org.eclipse.jetty.ee10.servlet.ServletChannelState",
                "org.eclipse.jetty.ee11.servlet.ServletChannelState",
                "org.eclipse.jetty.ee8.nested.HttpChannelState",
                "org.eclipse.jetty.ee9.nested.HttpChannelState")
            .advise(named("onTimeout").and(takesNoArguments()), Jetty9.TimedOut.class));
  }

  static final class Run {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static HttpChannelState.ChannelRequest enter(
        @Advice.FieldValue("this$0") HttpChannelState channel) {
      HttpChannelState.ChannelRequest req =
          (HttpChannelState.ChannelRequest) (Object) channel.getRequest();
      Object request = req == null ? null : Bridge.requestStarted();
      if (request == null) {
        return null;
      }
      req.setAttribute(TOKEN, request);
      ConnectionMetaData connection = req.getConnectionMetaData();
      Bridge.method(request, req.getMethod());
      Bridge.path(request, req.getHttpURI().getPath());
      Iterable<HttpField> headers = req.getHeaders();
      for (HttpField header : headers) {
        Bridge.anyHeader(request, header.getName(), header.getValue());
      }
      SocketAddress peer = connection.getRemoteSocketAddress();
      SocketAddress local = connection.getLocalSocketAddress();
      if (peer instanceof InetSocketAddress && local instanceof InetSocketAddress) {
        Bridge.peer(
            request,
            ((InetSocketAddress) peer).getAddress(),
            ((InetSocketAddress) peer).getPort(),
            ((InetSocketAddress) local).getPort());
      }
      if (connection.getHttpVersion().getVersion() >= 20) {
        Bridge.multiplexed(request);
      }
      Object study = Bridge.headerStudy();
      if (study != null) {
        for (HttpField header : headers) {
          Bridge.studied(study, header.getName(), header.getValue());
        }
        Bridge.studied(study, connection.getHttpVersion().asString());
      }
      return req;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter HttpChannelState.ChannelRequest req) {
      Object request = req == null ? null : req.getAttribute(TOKEN);
      if (request != null) {
        Bridge.requestSuspended(request);
      }
    }
  }

  static final class Servlets {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.FieldValue("_request") Attributes req) {
      Object request = req == null ? null : req.getAttribute(TOKEN);
      return request != null && Bridge.requestResumed(request) ? request : null;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object resumed) {
      if (resumed != null) {
        Bridge.requestSuspended(resumed);
      }
    }
  }

  static final class Nested {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.FieldValue("_coreRequest") Attributes req) {
      Object request = req == null ? null : req.getAttribute(TOKEN);
      return request != null && Bridge.requestResumed(request) ? request : null;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object resumed) {
      if (resumed != null) {
        Bridge.requestSuspended(resumed);
      }
    }
  }

  static final class Answering {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.FieldValue("_request") HttpChannelState.ChannelRequest req) {
      Object request = req.getAttribute(TOKEN);
      if (request != null) {
        Bridge.responseStarted(request);
      }
    }
  }

  static final class Lost {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.FieldValue("_request") HttpChannelState.ChannelRequest req,
        @Advice.Argument(0) Throwable error) {
      Object request = req.getAttribute(TOKEN);
      if (request != null) {
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
    static void enter(
        @Advice.FieldValue("_httpChannel") Object channel, @Advice.Argument(0) Throwable error) {
      HttpChannelState.ChannelRequest req =
          (HttpChannelState.ChannelRequest) (Object) ((HttpChannelState) channel).getRequest();
      Object request = req == null ? null : req.getAttribute(TOKEN);
      // other failures are the whole connection's
      if (request != null
          && error instanceof EOFException
          && String.valueOf(error.getMessage()).startsWith("Reset ")) {
        long generation = Bridge.generation(request);
        if (req.getAttribute(TOKEN) == request) {
          Bridge.peerReset(request, generation);
        }
      }
    }
  }

  /** The stream is not used again, so its channel is not recycled. */
  static final class StreamFailed {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.FieldValue("_httpChannel") Object httpChannel) {
      HttpChannelState channel = (HttpChannelState) httpChannel;
      HttpChannelState.ChannelRequest req =
          (HttpChannelState.ChannelRequest) (Object) channel.getRequest();
      HttpChannelState.ChannelResponse res =
          (HttpChannelState.ChannelResponse) (Object) channel.getResponse();
      Object request = req == null ? null : req.removeAttribute(TOKEN);
      if (request != null
          && Bridge.requestEnded(request, res.getStatus(), res.getContentBytesWritten(), null)) {
        Bridge.describe(request, "url.query", req.getHttpURI().getQuery());
        Bridge.describe(request, "url.scheme", req.getHttpURI().getScheme());
        Bridge.requestClosed(request);
      }
    }
  }

  static final class End {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.FieldValue("_request") HttpChannelState.ChannelRequest req,
        @Advice.FieldValue("_response") HttpChannelState.ChannelResponse res,
        @Advice.FieldValue("_committedContentLength") long promised,
        @Advice.FieldValue("_callbackFailure") Throwable failure) {
      Object request = req == null ? null : req.removeAttribute(TOKEN);
      if (request == null) {
        return;
      }
      int status = res.getStatus() == 0 ? 200 : res.getStatus();
      long written = res.getContentBytesWritten();
      if (failure != null && written == 0) {
        // the container's page for an error is counted elsewhere
        written = -1;
      }
      if (res.isCommitted()) {
        int bytes = 17; // HTTP/1.1 200, without a reason, and the empty line
        int longest = 0;
        String largest = null;
        Iterable<HttpField> head = res.getHeaders();
        for (HttpField header : head) {
          int line = header.getName().length() + 4;
          line += header.getValue() == null ? 0 : header.getValue().length();
          bytes += line;
          if (line > longest) {
            longest = line;
            largest = header.getName();
          }
        }
        boolean noBody = written < 0 || status == 304 || req.getMethod().equals("HEAD");
        if (Bridge.responseHead(request, bytes, longest, noBody ? -1 : promised)) {
          Bridge.largestHeader(request, largest);
        }
      }
      if (!Bridge.requestEnded(request, status, written, null)) {
        return;
      }
      ConnectionMetaData connection = req.getConnectionMetaData();
      SocketAddress address = connection.getRemoteSocketAddress();
      String peer =
          address instanceof InetSocketAddress
              ? ((InetSocketAddress) address).getAddress().getHostAddress()
              : null;
      HttpURI uri = req.getHttpURI();
      String agent = null;
      String forwardedFor = null;
      String forwarded = null;
      Iterable<HttpField> headers = req.getHeaders();
      for (HttpField header : headers) {
        if (header.getName().equalsIgnoreCase("user-agent")) {
          agent = header.getValue();
        } else if (header.getName().equalsIgnoreCase("x-forwarded-for")) {
          forwardedFor = forwardedFor == null ? header.getValue() : forwardedFor;
        } else if (header.getName().equalsIgnoreCase("forwarded")) {
          forwarded = forwarded == null ? header.getValue() : forwarded;
        }
      }
      Bridge.describe(request, "url.query", uri.getQuery());
      Bridge.describe(request, "url.scheme", uri.getScheme());
      Bridge.describe(request, "network.peer.address", peer);
      Bridge.describe(request, "user_agent.original", agent);
      Bridge.describe(request, "server.address", uri.getHost());
      if (uri.getPort() > 0) {
        Bridge.describe(request, "server.port", Integer.toString(uri.getPort()));
      }
      Bridge.describeProtocol(request, connection.getHttpVersion().asString());
      Bridge.describeClient(request, forwardedFor, forwarded, peer);
      Bridge.requestClosed(request);
    }
  }
}
