package io.harbinger.bridge;

import java.net.InetAddress;
import java.util.Properties;

/**
 * All that woven code may call: static, JDK types only, silent until the core has set {@link
 * #recorder}.
 *
 * <pre>
 *   application class with inlined advice ──► Bridge ──► recorder (isolated core, or silence)
 * </pre>
 *
 * <p>A token below zero, or null, means that nobody listens or that the call lies inside another of
 * its own kind; handing it back is allowed and does nothing.
 */
public final class Bridge {
  /** Written once by the core when it is ready, and once more when it steps aside. */
  public static volatile Recorder recorder = new Recorder();

  /** Whether woven code got here, see {@link #reach}. */
  public static volatile boolean reached;

  private static final Joined JOINED = new Joined();

  private Bridge() {}

  /** Called by a class of the agent's own that is woven to see whether that works. */
  public static void reach() {
    reached = true;
  }

  // ---- a request: started on its thread, then told about, then ended -------------------------

  /** Opens a request on this thread; null when the thread already works for one. */
  public static Object requestStarted() {
    return recorder.requestStarted();
  }

  public static void method(Object request, String method) {
    recorder.method(request, method);
  }

  /** The method as ISO-8859-1 bytes, copied, so that a healthy request makes no String. */
  public static void method(Object request, byte[] bytes, int offset, int length) {
    recorder.method(request, bytes, offset, length);
  }

  /** The raw path, without the query. */
  public static void path(Object request, String path) {
    recorder.path(request, path);
  }

  public static void path(Object request, byte[] bytes, int offset, int length) {
    recorder.path(request, bytes, offset, length);
  }

  /** The socket's own peer, not what a proxy header says. */
  public static void peer(Object request, String address, int port, int localPort) {
    recorder.peer(request, address, port, localPort);
  }

  /** Where the server has no text of it: then none is made for a healthy request. */
  public static void peer(Object request, InetAddress address, int port, int localPort) {
    recorder.peer(request, address, port, localPort);
  }

  /**
   * One of {@code traceparent}, {@code tracestate}, {@code x-request-start}, {@code x-queue-start},
   * {@code x-envoy-expected-rq-timeout-ms}, {@code grpc-timeout}; a null value is ignored.
   */
  public static void header(Object request, String name, String value) {
    recorder.header(request, name, value);
  }

  /** Any header, of which those that {@link #header} names are taken. */
  public static void anyHeader(Object request, String name, String value) {
    String known = KnownHeaders.find(name);
    if (known != null) {
      recorder.header(request, known, value);
    }
  }

  /** The request's connection carries others at the same time: HTTP/2. */
  public static void multiplexed(Object request) {
    recorder.multiplexed(request);
  }

  /** … under this number, by which {@link #peerReset(int, int, int)} finds it; 0: none. */
  public static void multiplexed(Object request, int stream) {
    recorder.multiplexed(request, stream);
  }

  /**
   * Which request the token stands for just now. To be asked by a thread that is not the request's,
   * before it makes sure that the token is still the request's: then {@link #peerReset} is safe.
   */
  public static long generation(Object request) {
    return recorder.generation(request);
  }

  /** The peer takes back this one request, on a connection that goes on; from any thread. */
  public static void peerReset(Object request, long generation) {
    recorder.peerReset(request, generation);
  }

  /** The same, where only the stream is known: all requests are searched for it. */
  public static void peerReset(int peerPort, int localPort, int stream) {
    recorder.peerReset(peerPort, localPort, stream);
  }

  /** The server itself is about to close a shared connection with all that runs on it. */
  public static void connectionClosed(int peerPort, int localPort) {
    recorder.connectionClosed(peerPort, localPort);
  }

  /** Not null: all headers of this request are asked for, to find out what stands in front. */
  public static Object headerStudy() {
    return recorder.headerStudy();
  }

  public static void studied(Object study, String header, String value) {
    recorder.studied(study, header, value);
  }

  /** The last word of a study. */
  public static void studied(Object study, String protocol) {
    recorder.studied(study, protocol);
  }

  /** The response's header is on its way; a gateway that waits for the first byte is content. */
  public static void responseStarted(Object request) {
    recorder.responseStarted(request);
  }

  /** This thread leaves the request, which goes on asynchronously. */
  public static void requestSuspended(Object request) {
    recorder.requestSuspended(request);
  }

  /**
   * This thread leaves the request, which waits for one of the server's worker threads; before that
   * can take it up.
   */
  public static void requestQueued(Object request, Object executor) {
    recorder.requestQueued(request, executor);
  }

  /**
   * This thread takes a suspended or queued request up again. False: it already works for it, so
   * whoever called it will suspend it.
   */
  public static boolean requestResumed(Object request) {
    return recorder.requestResumed(request);
  }

  /** Whether this thread is the request's own. */
  public static boolean worksFor(Object request) {
    return recorder.worksFor(request);
  }

  /** The asynchronous request that this thread has resumed has waited too long. */
  public static void asyncTimedOut() {
    recorder.asyncTimedOut();
  }

  /**
   * How the answer went out, before {@link #requestEnded}. True: {@link #largestHeader} is asked
   * for.
   *
   * @param headBytes of the whole response header as it was sent
   * @param longestLine of one header
   * @param promisedBytes the body's length as the header told it; -1: none, or none to be sent
   */
  public static boolean responseHead(
      Object request, int headBytes, int longestLine, long promisedBytes) {
    return recorder.responseHead(request, headBytes, longestLine, promisedBytes);
  }

  /**
   * The answer, or its rest, could not be written; before {@link #requestEnded}.
   *
   * @param byUs this process had closed the connection, not the peer
   */
  public static void answerLost(Object request, boolean byUs) {
    recorder.answerLost(request, byUs);
  }

  public static void largestHeader(Object request, String name) {
    recorder.largestHeader(request, name);
  }

  /**
   * The request is over. True: it is kept, so {@link #describe} it and then call {@link
   * #requestClosed}; false: it is forgotten and the token is dead.
   *
   * @param bodyBytes bytes written, or -1
   */
  public static boolean requestEnded(Object request, int status, long bodyBytes, Throwable error) {
    return recorder.requestEnded(request, status, bodyBytes, error);
  }

  /** An attribute by its OpenTelemetry name, such as {@code url.query}; null values are ignored. */
  public static void describe(Object request, String attribute, String value) {
    recorder.describe(request, attribute, value);
  }

  /**
   * Describes who asked: the first of the addresses that proxies have noted, or the socket's peer.
   *
   * @param forwardedFor the header {@code X-Forwarded-For}, or null
   * @param forwarded the header {@code Forwarded}, or null
   */
  public static void describeClient(
      Object request, String forwardedFor, String forwarded, String peer) {
    recorder.describe(request, "client.address", Client.address(forwardedFor, forwarded, peer));
  }

  /**
   * @param protocol {@code HTTP/1.1}
   */
  public static void describeProtocol(Object request, String protocol) {
    if (protocol != null && protocol.startsWith("HTTP/")) {
      String version = protocol.substring("HTTP/".length());
      recorder.describe(request, "network.protocol.version", version.equals("2.0") ? "2" : version);
    }
  }

  public static void requestClosed(Object request) {
    recorder.requestClosed(request);
  }

  /** The route template of this thread's request, such as {@code /owners/{id}}. */
  public static void route(String template) {
    recorder.route(template);
  }

  /** Two parts of a route in one, with one slash between; null or empty parts are left out. */
  public static String joined(String first, String second) {
    return JOINED.of(first, second);
  }

  /** A framework turned this throwable into an error answer of this thread's request. */
  public static void failed(Throwable error) {
    recorder.failed(error);
  }

  /**
   * The container caught what this thread's request threw; frameworks wrap what their handler
   * threw, and the wrapper tells nothing.
   */
  public static void caught(Throwable error) {
    Throwable root = error.getCause();
    boolean wraps =
        root != null
            && (error.getClass().getName().endsWith("ServletException")
                || error.getClass().getName().equals("org.jboss.resteasy.spi.UnhandledException"));
    recorder.failed(wraps ? root : error);
  }

  /** A server has bound its listening socket, or started to accept; may be said more than once. */
  public static void serverListens(Object server) {
    recorder.serverListens(server);
  }

  // ---- what the thread waits for -------------------------------------------------------------

  /**
   * @param detail kept by reference and read later by other threads, so it must not change
   */
  public static int segmentStarted(Kind kind, Object detail) {
    return recorder.segmentStarted(kind, detail);
  }

  public static void segmentEnded(int token, Throwable error) {
    recorder.segmentEnded(token, error);
  }

  // ---- JDBC ----------------------------------------------------------------------------------

  public static void prepared(Object statement, String sql) {
    recorder.prepared(statement, sql);
  }

  /**
   * @param sql null for a prepared statement: the text given to {@link #prepared} is meant
   */
  public static int statementStarted(Object statement, String sql) {
    return recorder.statementStarted(statement, sql);
  }

  public static void statementEnded(int token, Throwable error) {
    recorder.statementEnded(token, error);
  }

  /** A connection that is not valid was not answered for. */
  public static void validationEnded(int token, boolean valid, Throwable error) {
    recorder.validationEnded(token, valid, error);
  }

  /** Around every {@code ResultSet.next}: marks, does not measure. */
  public static Object fetchStarted() {
    return recorder.fetchStarted();
  }

  public static void fetchEnded(Object fetch) {
    recorder.fetchEnded(fetch);
  }

  public static int connectStarted(String url) {
    return recorder.connectStarted(url);
  }

  public static void connectEnded(
      int token, Object driver, String url, Properties info, Object connection, Throwable error) {
    recorder.connectEnded(token, driver, url, info, connection, error);
  }

  // ---- connection pools ----------------------------------------------------------------------

  public static void poolSeen(Object pool) {
    recorder.poolSeen(pool);
  }

  public static int borrowStarted(Object pool) {
    return recorder.borrowStarted(pool);
  }

  public static void borrowEnded(int token, Object pool, Throwable error) {
    recorder.borrowEnded(token, pool, error);
  }

  /**
   * @param connection the pool's own entry: the same object at {@link #connectionReturned}
   */
  public static void connectionTaken(Object pool, Object connection) {
    recorder.connectionTaken(pool, connection);
  }

  public static void connectionReturned(Object pool, Object connection) {
    recorder.connectionReturned(pool, connection);
  }

  // ---- outgoing HTTP -------------------------------------------------------------------------

  /**
   * @param port -1 when the address has none
   */
  public static int callStarted(String method, String host, int port) {
    return recorder.callStarted(method, host, port);
  }

  /**
   * The call that is open on this thread has no limit on how long it waits for the answer.
   *
   * @param setting how this client is given one, with the value as <code>{ms}</code>
   */
  public static void callEndless(String client, String setting) {
    recorder.callEndless(client, setting);
  }

  /**
   * @param status 0 when there was no answer
   */
  public static void callEnded(int token, int status, Throwable error) {
    recorder.callEnded(token, status, error);
  }

  /** A call that does not block this thread; closed from any thread. */
  public static Object callOpened(String method, String host, int port) {
    return recorder.callOpened(method, host, port);
  }

  public static void callClosed(Object call, int status, Throwable error) {
    recorder.callClosed(call, status, error);
  }

  /** The header for the call that is open on this thread, or for {@code call}; null: send none. */
  public static String traceparent(Object callOrNull) {
    return recorder.traceparent(callOrNull);
  }

  public static String tracestate() {
    return recorder.tracestate();
  }

  // ---- hand-off to other threads -------------------------------------------------------------

  /** The task will be run by {@code executor} for this thread's request. */
  public static void taskQueued(Object executor, Object task) {
    recorder.taskQueued(executor, task);
  }

  /** A server's connector hands work to its worker threads; no request exists yet. */
  public static void workerTaskQueued(Object executor, Object task) {
    recorder.workerTaskQueued(executor, task);
  }

  public static void taskRejected(Object task) {
    recorder.taskRejected(task);
  }

  /** Binds the task's request to this thread; give the answer to {@link #taskEnded}. */
  public static Object taskStarted(Object task) {
    return recorder.taskStarted(task);
  }

  public static void taskEnded(Object carried) {
    recorder.taskEnded(carried);
  }

  /** As {@link #taskStarted}, where begin and end share no variable: kept for this thread. */
  public static void taskBegun(Object task) {
    CarriedTask.put(recorder.taskStarted(task));
  }

  /** Ends what {@link #taskBegun} found, if anything; a second call does nothing. */
  public static void taskDone() {
    Object carried = CarriedTask.take();
    if (carried != null) {
      recorder.taskEnded(carried);
    }
  }
}
