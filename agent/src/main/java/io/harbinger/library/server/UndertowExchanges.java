package io.harbinger.library.server;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import io.undertow.client.ProxiedRequestAttachments;
import io.undertow.protocols.http2.Http2Channel;
import io.undertow.protocols.http2.Http2StreamSinkChannel;
import io.undertow.server.DefaultResponseListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import net.bytebuddy.asm.Advice;

/**
 * Requests of Undertow's core, and so of its servlets and of handlers without.
 *
 * <pre>
 *   Connectors.executeRootHandler    started on the I/O thread, or resumed on a worker
 *   HttpServerExchange.isResumed     the handler has returned; queued or suspended, where it goes on
 *                     .startResponse the response begins
 *                     .invokeExchangeCompleteListeners   ended, unless its handler still runs:
 *                     .endExchange                       then now
 *   HttpResponseConduit, WriteDispatchChannel   the answer, or its rest, could not be written
 *   Http2Channel.handleRstStream     the peer takes one request of its connection back
 * </pre>
 *
 * <p>{@code isResumed} is asked once, before the dispatched task is handed to its executor: later
 * would be too late, for then a worker may have it. What is thrown to the core lies in an
 * attachment until the end.
 *
 * <p>The token is an attachment of the exchange under a key that only clients of AJP put, on their
 * own requests; the addresses are one of the connection under a key of exchanges: woven classes get
 * no new field, and advice has none for a key. Sees what never reaches a servlet, and each stream
 * of HTTP/2; an upgrade is a request of its own. Does not see a request line or header that the
 * connector refuses to parse.
 */
public final class UndertowExchanges implements Instrumentation {
  @Override
  public String name() {
    return "undertow";
  }

  @Override
  public List<Weave> weaves() {
    return Arrays.asList(
        Weave.exactly("io.undertow.server.Connectors")
            .advise(named("executeRootHandler").and(takesArguments(2)), RootHandler.class),
        Weave.exactly("io.undertow.server.HttpServerExchange")
            .advise(named("isResumed").and(takesNoArguments()), Returned.class)
            .advise(named("startResponse").and(takesNoArguments()), Answering.class)
            .advise(
                named("invokeExchangeCompleteListeners")
                    .or(named("endExchange"))
                    .and(takesNoArguments()),
                End.class),
        Weave.exactly("io.undertow.server.protocol.http.HttpResponseConduit")
            .advise(
                named("write")
                    .or(named("writeFinal"))
                    .or(named("transferFrom"))
                    .or(named("flush"))
                    .or(named("terminateWrites")),
                Lost.class),
        Weave.exactly("io.undertow.server.HttpServerExchange$WriteDispatchChannel")
            .advise(
                named("write").or(named("writeFinal")).or(named("transferFrom")), BodyLost.class),
        Weave.exactly("io.undertow.server.protocol.http2.Http2ServerConnection")
            .advise(named("setExchange").and(takesArguments(1)), Stream.class),
        Weave.exactly("io.undertow.protocols.http2.Http2Channel")
            .advise(
                named("handleRstStream").and(takesArguments(int.class, boolean.class)),
                StreamReset.class));
  }

  static final class RootHandler {
    @SuppressWarnings("unchecked") // any object under a borrowed key, see above
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.Argument(1) HttpServerExchange exchange) {
      AttachmentKey<Object> token =
          (AttachmentKey<Object>) (Object) ProxiedRequestAttachments.ROUTE;
      Object request = exchange.getAttachment(token);
      if (request != null) {
        return Bridge.requestResumed(request) ? request : null;
      }
      request = exchange.isComplete() ? null : Bridge.requestStarted();
      if (request == null) {
        return null;
      }
      exchange.putAttachment(token, request);
      Bridge.method(request, exchange.getRequestMethod().toString());
      Bridge.path(
          request,
          exchange.isHostIncludedInRequestURI()
              ? exchange.getRequestPath()
              : exchange.getRequestURI());
      HeaderMap headers = exchange.getRequestHeaders();
      for (long i = headers.fastIterateNonEmpty(); i != -1; i = headers.fiNextNonEmpty(i)) {
        HeaderValues values = headers.fiCurrent(i);
        HttpString name = values.getHeaderName();
        // the length first, because it rules out nearly every header
        switch (name.length()) {
          case 10:
            if (name.equalToString("tracestate")) {
              Bridge.header(request, "tracestate", values.getFirst());
            }
            break;
          case 11:
            if (name.equalToString("traceparent")) {
              Bridge.header(request, "traceparent", values.getFirst());
            }
            break;
          case 12:
            if (name.equalToString("grpc-timeout")) {
              Bridge.header(request, "grpc-timeout", values.getFirst());
            }
            break;
          case 13:
            if (name.equalToString("x-queue-start")) {
              Bridge.header(request, "x-queue-start", values.getFirst());
            }
            break;
          case 15:
            if (name.equalToString("x-request-start")) {
              Bridge.header(request, "x-request-start", values.getFirst());
            }
            break;
          case 30:
            if (name.equalToString("x-envoy-expected-rq-timeout-ms")) {
              Bridge.header(request, "x-envoy-expected-rq-timeout-ms", values.getFirst());
            }
            break;
          default:
            break;
        }
      }
      // once for each connection, because XNIO makes an address whenever it is asked
      ServerConnection connection = exchange.getConnection();
      AttachmentKey<Object> both =
          (AttachmentKey<Object>) (Object) HttpServerExchange.REQUEST_ATTRIBUTES;
      Map<String, Object> addresses = (Map<String, Object>) connection.getAttachment(both);
      if (addresses == null) {
        addresses = new HashMap<>();
        addresses.put("peer", connection.getPeerAddress(InetSocketAddress.class));
        addresses.put("local", connection.getLocalAddress(InetSocketAddress.class));
        connection.putAttachment(both, addresses);
      }
      Object peer = addresses.get("peer");
      Object local = addresses.get("local");
      if (peer instanceof InetSocketAddress && local instanceof InetSocketAddress) {
        Bridge.peer(
            request,
            ((InetSocketAddress) peer).getAddress(),
            ((InetSocketAddress) peer).getPort(),
            ((InetSocketAddress) local).getPort());
      }
      if (exchange.getProtocol() == Protocols.HTTP_2_0) {
        Object stream =
            exchange.getAttachment(
                (AttachmentKey<Object>) (Object) ProxiedRequestAttachments.SECRET);
        Bridge.multiplexed(
            request,
            stream instanceof Http2StreamSinkChannel
                ? ((Http2StreamSinkChannel) stream).getStreamId()
                : 0);
      }
      Object study = Bridge.headerStudy();
      if (study != null) {
        for (HeaderValues values : headers) {
          Bridge.studied(study, values.getHeaderName().toString(), values.getFirst());
        }
        Bridge.studied(study, exchange.getProtocol().toString());
      }
      return request;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object request) {
      if (request != null) {
        Bridge.requestSuspended(request);
      }
    }
  }

  static final class Returned {
    @SuppressWarnings("unchecked")
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.This HttpServerExchange exchange,
        @Advice.FieldValue("dispatchTask") Runnable task,
        @Advice.FieldValue("dispatchExecutor") Executor executor,
        @Advice.Return boolean resumed) {
      boolean dispatched = exchange.isDispatched();
      Object request =
          dispatched || resumed
              ? exchange.getAttachment(
                  (AttachmentKey<Object>) (Object) ProxiedRequestAttachments.ROUTE)
              : null;
      if (request == null) {
        return;
      }
      if (resumed || task == null || executor == SameThreadExecutor.INSTANCE) {
        Bridge.requestSuspended(request);
      } else {
        Bridge.requestQueued(
            request, executor == null ? exchange.getConnection().getWorker() : executor);
      }
    }
  }

  static final class Answering {
    @SuppressWarnings("unchecked")
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This HttpServerExchange exchange) {
      Object request =
          exchange.getAttachment((AttachmentKey<Object>) (Object) ProxiedRequestAttachments.ROUTE);
      if (request != null) {
        Bridge.responseStarted(request);
      }
    }
  }

  static final class BodyLost {
    @SuppressWarnings("unchecked")
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue("this$0") HttpServerExchange exchange, @Advice.Thrown Throwable error) {
      Object request =
          error instanceof IOException
              ? exchange.getAttachment(
                  (AttachmentKey<Object>) (Object) ProxiedRequestAttachments.ROUTE)
              : null;
      if (request != null) {
        Bridge.answerLost(request, error instanceof ClosedChannelException);
      }
    }
  }

  /** Knows its exchange until the header is sent. */
  static final class Lost {
    @SuppressWarnings("unchecked")
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue("exchange") HttpServerExchange exchange,
        @Advice.Thrown Throwable error) {
      Object request =
          error instanceof IOException && exchange != null
              ? exchange.getAttachment(
                  (AttachmentKey<Object>) (Object) ProxiedRequestAttachments.ROUTE)
              : null;
      if (request != null) {
        Bridge.answerLost(request, error instanceof ClosedChannelException);
      }
    }
  }

  /** Before the stream's request begins. */
  static final class Stream {
    @SuppressWarnings("unchecked")
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.FieldValue("responseChannel") Http2StreamSinkChannel stream,
        @Advice.Argument(0) HttpServerExchange exchange) {
      exchange.putAttachment(
          (AttachmentKey<Object>) (Object) ProxiedRequestAttachments.SECRET, stream);
    }
  }

  /** On the connection's thread, while the request may be ending on its own. */
  static final class StreamReset {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.This Http2Channel connection,
        @Advice.Argument(0) int stream,
        @Advice.Argument(1) boolean received) {
      if (received) {
        InetSocketAddress peer = connection.getPeerAddress(InetSocketAddress.class);
        InetSocketAddress local = connection.getLocalAddress(InetSocketAddress.class);
        Bridge.peerReset(peer.getPort(), local.getPort(), stream);
      }
    }
  }

  /**
   * An exchange is complete as soon as the last promised byte is written, while its handler may
   * still hold a connection or throw. An upgrade goes on with another request in the same handler.
   */
  static final class End {
    @SuppressWarnings("unchecked")
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.This HttpServerExchange exchange,
        @Advice.Origin("#m") String method,
        @Advice.FieldValue("state") int state) {
      AttachmentKey<Object> token =
          (AttachmentKey<Object>) (Object) ProxiedRequestAttachments.ROUTE;
      Object request = exchange.getAttachment(token);
      if (request == null || method.equals("endExchange") && !exchange.isComplete()) {
        return;
      }
      int status = exchange.getStatusCode();
      boolean inCall = (state & 1 << 17) != 0;
      if (inCall && status != 101 && Bridge.worksFor(request)) {
        return;
      }
      exchange.removeAttachment(token);
      long written = exchange.getResponseBytesSent();
      if (exchange.isResponseStarted()) {
        HeaderMap head = exchange.getResponseHeaders();
        int bytes = 17; // HTTP/1.1 200, without a reason, and the empty line
        int longest = 0;
        HttpString largest = null;
        for (long i = head.fastIterateNonEmpty(); i != -1; i = head.fiNextNonEmpty(i)) {
          HeaderValues values = head.fiCurrent(i);
          for (int j = 0; j < values.size(); j++) {
            int line = values.getHeaderName().length() + values.get(j).length() + 4;
            bytes += line;
            if (line > longest) {
              longest = line;
              largest = values.getHeaderName();
            }
          }
        }
        boolean noBody = status == 304 || exchange.getRequestMethod().equals(Methods.HEAD);
        long promised = noBody ? -1 : exchange.getResponseContentLength();
        // an I/O thread stops writing when the visitor is gone, and does not say so
        if (promised > written && !Bridge.worksFor(request)) {
          promised = -1;
        }
        if (Bridge.responseHead(request, bytes, longest, promised) && largest != null) {
          Bridge.largestHeader(request, largest.toString());
        }
      }
      Throwable error = exchange.getAttachment(DefaultResponseListener.EXCEPTION);
      if (!Bridge.requestEnded(request, status, written, error)) {
        return;
      }
      Map<String, Object> addresses =
          (Map<String, Object>)
              exchange
                  .getConnection()
                  .getAttachment(
                      (AttachmentKey<Object>) (Object) HttpServerExchange.REQUEST_ATTRIBUTES);
      Object address = addresses == null ? null : addresses.get("peer");
      String peer =
          address instanceof InetSocketAddress
              ? ((InetSocketAddress) address).getAddress().getHostAddress()
              : null;
      HeaderMap headers = exchange.getRequestHeaders();
      String query = exchange.getQueryString();
      Bridge.describe(request, "url.query", query == null || query.isEmpty() ? null : query);
      Bridge.describe(request, "url.scheme", exchange.getRequestScheme());
      Bridge.describe(request, "network.peer.address", peer);
      Bridge.describe(request, "user_agent.original", headers.getFirst("User-Agent"));
      Bridge.describe(request, "server.address", exchange.getHostName());
      if (exchange.getHostPort() > 0) {
        Bridge.describe(request, "server.port", Integer.toString(exchange.getHostPort()));
      }
      Bridge.describeProtocol(request, exchange.getProtocol().toString());
      Bridge.describeClient(
          request, headers.getFirst("X-Forwarded-For"), headers.getFirst("Forwarded"), peer);
      Bridge.requestClosed(request);
    }
  }
}
