package io.harbinger.library.server;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.harbinger.bridge.Bridge;
import io.harbinger.bridge.ListenerGauges;
import io.harbinger.bridge.PoolGauges;
import io.harbinger.bridge.PoolReader;
import io.harbinger.bridge.ServerLimits;
import io.harbinger.library.pool.Figure;
import io.harbinger.weave.Instrumentation;
import io.harbinger.weave.Weave;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketProcessorBase;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat 8.5 to 11, embedded or not, at the border between its connector and its container.
 *
 * <pre>
 *   CoyoteAdapter.service        started ────────── still there at exit: asynchronous, suspended
 *   CoyoteAdapter.asyncDispatch  resumed ────────── still there at exit: suspended again
 *   Response.setCommitted        the response begins
 *   http2.Stream.receiveReset    the peer takes one request of its connection back
 *   http2.Http2UpgradeHandler.closeConnection    Tomcat closes all of them, for what the peer did
 *   AbstractEndpoint.init, start the connector listens
 *   connector.Request.recycle    ended: both call it when, and only when, the request is over
 * </pre>
 *
 * <p>The token travels in a note of the connector's own request, whose types are the same for javax
 * and jakarta. Sees what never reaches a servlet, and each stream of HTTP/2. Does not see a request
 * line or header that the connector refuses to parse.
 */
public final class Tomcat implements Instrumentation, PoolReader {
  /** Out of {@code Constants.MAX_NOTES} = 32; Tomcat itself uses the lowest. */
  private static final int NOTE = 29;

  private static final String ENDPOINT = "org.apache.tomcat.util.net.AbstractEndpoint";
  private static final String POOL = "org.apache.tomcat.util.threads.ThreadPoolExecutor";

  @Override
  public String name() {
    return "tomcat";
  }

  @Override
  public List<Weave> weaves() {
    return Arrays.asList(
        Weave.exactly("org.apache.catalina.connector.CoyoteAdapter")
            .advise(named("service").and(takesArguments(2)), Service.class)
            .advise(named("asyncDispatch").and(takesArguments(3)), AsyncDispatch.class),
        Weave.exactly("org.apache.coyote.http2.Stream")
            .advise(named("receiveReset").and(takesArguments(long.class)), StreamReset.class),
        Weave.exactly("org.apache.coyote.http2.Http2UpgradeHandler")
            .advise(named("closeConnection").and(takesArguments(1)), ConnectionClosed.class),
        Weave.exactly("org.apache.coyote.Response")
            .advise(named("setCommitted").and(takesArguments(boolean.class)), Answering.class),
        Weave.exactly("org.apache.catalina.connector.Request")
            .advise(named("recycle").and(takesNoArguments()), End.class),
        Weave.exactly("org.apache.catalina.core.StandardWrapperValve")
            .advise(named("exception").and(takesArgument(2, Throwable.class)), Failed.class),
        Weave.exactly("org.apache.catalina.core.StandardHostValve")
            .advise(named("throwable").and(takesArgument(2, Throwable.class)), Failed.class),
        Weave.exactly(ENDPOINT)
            .advise(named("init").or(named("start")).and(takesNoArguments()), Listens.class),
        Weave.exactly(POOL)
            .advise(named("execute").and(takesArguments(Runnable.class)), Queued.class)
            .advise(named("reject").and(takesArguments(Runnable.class)), Rejected.class)
            .advise(named("runWorker"), Worker.class)
            .advise(named("beforeExecute").and(takesArguments(2)), Begun.class)
            .advise(named("afterExecute").and(takesArguments(2)), Done.class));
  }

  @Override
  public PoolGauges gauges(Object pool) {
    Class<?> type = Supertype.of(pool, POOL);
    try {
      return type == null ? null : new TomcatWorkers(pool, type);
    } catch (ReflectiveOperationException | RuntimeException unknownVersion) {
      return null;
    }
  }

  @Override
  public ListenerGauges listener(Object server) {
    if (Supertype.of(server, ENDPOINT) == null) {
      return null;
    }
    try {
      Listening socket =
          new Listening(Figure.method(server, "getLocalPort"), Figure.method(server, "isRunning"));
      socket.paused = Figure.method(server, "isPaused");
      socket.backlog = Figure.method(server, "getAcceptCount");
      socket.maxConnections = Figure.method(server, "getMaxConnections");
      socket.connections = Figure.method(server, "getConnectionCount");
      return socket;
    } catch (ReflectiveOperationException | RuntimeException unknownVersion) {
      return null;
    }
  }

  @Override
  public ServerLimits limits(Object server) {
    Class<?> type = Supertype.of(server, ENDPOINT);
    return type == null ? null : TomcatLimits.of(server, type);
  }

  static final class Service {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) Request req) {
      Object request = Bridge.requestStarted();
      req.setNote(NOTE, request);
      if (request == null) {
        return;
      }
      MessageBytes method = req.method();
      if (method.getType() == MessageBytes.T_BYTES) {
        Bridge.method(
            request,
            method.getByteChunk().getBytes(),
            method.getByteChunk().getStart(),
            method.getByteChunk().getLength());
      } else {
        Bridge.method(request, method.toString());
      }
      MessageBytes path = req.requestURI();
      if (path.getType() == MessageBytes.T_BYTES) {
        Bridge.path(
            request,
            path.getByteChunk().getBytes(),
            path.getByteChunk().getStart(),
            path.getByteChunk().getLength());
      } else {
        Bridge.path(request, path.toString());
      }
      MimeHeaders headers = req.getMimeHeaders();
      for (int i = 0; i < headers.size(); i++) {
        MessageBytes name = headers.getName(i);
        // the length first, because it rules out nearly every header
        switch (name.getLength()) {
          case 10:
            if (name.equalsIgnoreCase("tracestate")) {
              Bridge.header(request, "tracestate", headers.getValue(i).toString());
            }
            break;
          case 11:
            if (name.equalsIgnoreCase("traceparent")) {
              Bridge.header(request, "traceparent", headers.getValue(i).toString());
            }
            break;
          case 12:
            if (name.equalsIgnoreCase("grpc-timeout")) {
              Bridge.header(request, "grpc-timeout", headers.getValue(i).toString());
            }
            break;
          case 13:
            if (name.equalsIgnoreCase("x-queue-start")) {
              Bridge.header(request, "x-queue-start", headers.getValue(i).toString());
            }
            break;
          case 15:
            if (name.equalsIgnoreCase("x-request-start")) {
              Bridge.header(request, "x-request-start", headers.getValue(i).toString());
            }
            break;
          case 30:
            if (name.equalsIgnoreCase("x-envoy-expected-rq-timeout-ms")) {
              Bridge.header(
                  request, "x-envoy-expected-rq-timeout-ms", headers.getValue(i).toString());
            }
            break;
          default:
            break;
        }
      }
      req.action(ActionCode.REQ_HOST_ADDR_ATTRIBUTE, req);
      req.action(ActionCode.REQ_REMOTEPORT_ATTRIBUTE, req);
      req.action(ActionCode.REQ_LOCALPORT_ATTRIBUTE, req);
      Bridge.peer(request, req.remoteAddr().toString(), req.getRemotePort(), req.getLocalPort());
      if (req.protocol().equals("HTTP/2.0")) {
        Bridge.multiplexed(request);
      }
      Object study = Bridge.headerStudy();
      if (study != null) {
        for (int i = 0; i < headers.size(); i++) {
          Bridge.studied(study, headers.getName(i).toString(), headers.getValue(i).toString());
        }
        Bridge.studied(study, req.protocol().toString());
      }
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Argument(0) Request req) {
      Object request = req.getNote(NOTE);
      if (request != null) {
        Bridge.requestSuspended(request);
      }
    }
  }

  static final class Answering {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Response res, @Advice.Argument(0) boolean committed) {
      Request req = committed ? res.getRequest() : null;
      Object request = req == null ? null : req.getNote(NOTE);
      if (request != null) {
        Bridge.responseStarted(request);
      }
    }
  }

  /** On the connection's thread, while the request may be ending on its own. */
  static final class StreamReset {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.FieldValue("coyoteRequest") Request req) {
      Object request = req == null ? null : req.getNote(NOTE);
      if (request != null) {
        long generation = Bridge.generation(request);
        if (req.getNote(NOTE) == request) {
          Bridge.peerReset(request, generation);
        }
      }
    }
  }

  /** Before the streams that run on it are reset by Tomcat, as if the peer had done so. */
  static final class ConnectionClosed {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.FieldValue("socketWrapper") SocketWrapperBase<?> socket,
        @Advice.Argument(0) Object error) {
      if (error != null) {
        Bridge.connectionClosed(socket.getRemotePort(), socket.getLocalPort());
      }
    }
  }

  static final class AsyncDispatch {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) Request req, @Advice.Argument(2) SocketEvent event) {
      Object request = req.getNote(NOTE);
      if (request != null) {
        Bridge.requestResumed(request);
        if (event == SocketEvent.TIMEOUT) {
          Bridge.asyncTimedOut();
        }
      }
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Argument(0) Request req) {
      Object request = req.getNote(NOTE);
      if (request != null) {
        Bridge.requestSuspended(request);
      }
    }
  }

  static final class End {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This org.apache.catalina.connector.Request catalina) {
      Request req = catalina.getCoyoteRequest();
      Object request = req == null ? null : req.getNote(NOTE);
      if (request == null) {
        return;
      }
      req.setNote(NOTE, null);
      Response res = req.getResponse();
      if (res.isError()) {
        // the connector's own, of its last attempt to read or write
        Object broken = req.getAttribute("javax.servlet.error.exception");
        if (broken == null) {
          broken = req.getAttribute("jakarta.servlet.error.exception");
        }
        if (broken instanceof IOException) {
          Bridge.answerLost(request, broken instanceof ClosedChannelException);
        }
      }
      if (res.isCommitted()) {
        MimeHeaders head = res.getMimeHeaders();
        int bytes = 17; // HTTP/1.1 200, without a reason, and the empty line
        int longest = 0;
        int largest = 0;
        for (int i = 0; i < head.size(); i++) {
          int line = head.getName(i).getLength() + head.getValue(i).getLength() + 4;
          bytes += line;
          if (line > longest) {
            longest = line;
            largest = i;
          }
        }
        long promised = res.getContentLengthLong();
        // a connection that broke is the visitor's doing; a file that the system sends by itself is
        // not counted
        if (promised > res.getBytesWritten(false)
            && (res.isExceptionPresent()
                || req.getAttribute("javax.servlet.error.exception") != null
                || req.getAttribute("jakarta.servlet.error.exception") != null
                || req.getAttribute("org.apache.tomcat.sendfile.filename") != null
                || req.method().equals("HEAD")
                || res.getStatus() == 304)) {
          promised = -1;
        }
        if (Bridge.responseHead(request, bytes, longest, promised)) {
          Bridge.largestHeader(request, head.getName(largest).toString());
        }
      }
      if (!Bridge.requestEnded(request, res.getStatus(), res.getBytesWritten(false), null)) {
        return;
      }
      Bridge.describe(request, "url.query", req.queryString().toString());
      Bridge.describe(request, "url.scheme", req.scheme().toString());
      Bridge.describe(request, "network.peer.address", req.remoteAddr().toString());
      Bridge.describe(request, "user_agent.original", req.getHeader("user-agent"));
      String host = req.serverName().toString();
      if (host != null) {
        Bridge.describe(request, "server.address", host);
        if (req.getServerPort() > 0) {
          Bridge.describe(request, "server.port", Integer.toString(req.getServerPort()));
        }
      }
      Bridge.describeProtocol(request, req.protocol().toString());
      Bridge.describeClient(
          request,
          req.getHeader("x-forwarded-for"),
          req.getHeader("forwarded"),
          req.remoteAddr().toString());
      Bridge.requestClosed(request);
    }
  }

  static final class Failed {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(2) Throwable error) {
      Bridge.caught(error);
    }
  }

  /** Bound by the one, or started by the other. */
  static final class Listens {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object endpoint) {
      Bridge.serverListens(endpoint);
    }
  }

  /** The connector's own hand-over belongs to no request yet; {@code AsyncContext.start} does. */
  static final class Queued {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object executor, @Advice.Argument(0) Runnable task) {
      if (task instanceof SocketProcessorBase) {
        Bridge.workerTaskQueued(executor, task);
      } else {
        Bridge.taskQueued(executor, task);
      }
    }
  }

  static final class Rejected {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) Runnable task) {
      Bridge.taskRejected(task);
    }
  }

  /** A worker may be started by a request's thread, but does not work for it alone. */
  static final class Worker {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter() {
      Bridge.taskDone();
    }
  }

  static final class Begun {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(1) Runnable task) {
      Bridge.taskBegun(task);
    }
  }

  static final class Done {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit() {
      Bridge.taskDone();
    }
  }
}
