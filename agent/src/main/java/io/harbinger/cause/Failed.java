package io.harbinger.cause;

import io.harbinger.bridge.Kind;
import io.harbinger.gateway.Outcome;
import io.harbinger.timeline.Failure;
import io.harbinger.timeline.LaneView;
import io.harbinger.timeline.RequestView;
import io.harbinger.timeline.SegmentView;
import io.harbinger.timeline.SystemLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Reads an exception: is it the root itself, or only the consequence of something else?
 *
 * <pre>
 *   the system has no descriptor, thread or space   → OS_LIMIT
 *   OutOfMemoryError                                → MEMORY
 *   SQLState 08…, 57P…, 53300; a driver's word that
 *     a connection is lost for good                 → DATABASE
 *   SQLState 55P03, 40P01, MySQL 1205, 1213         → DB_LOCK
 *   SQLState 57014, SQLTimeoutException             → QUERY_TIMEOUT
 *   a pool's own word that it is exhausted          → POOL
 *   UnknownHostException                            → DNS
 *   refused, timed out, reset, TLS, a failed call   → CALL
 *   RejectedExecutionException                      → REJECTED
 *   after the JVM began to stop: the word of what is
 *     closed, interrupted, shut down                → STOPPED
 *   the visitor's connection broke                  → VISITOR
 *   else                                            → ITSELF
 * </pre>
 *
 * <p>An exception of a database's connection that tells nothing itself (no SQLState, or that a
 * transaction has failed already) is often thrown by the tidying up, as the rollback on a
 * connection that is gone; then the first failed statement of the request tells, and where there is
 * none, attempts to connect that failed at that time.
 *
 * <p>A pool whose connection could not be made is no want of connections: then the attempt tells.
 *
 * <p>It is decisive only where the visitor got it: answered with 5xx before the deadline.
 */
final class Failed {
  enum Root {
    NONE,
    OS_LIMIT,
    MEMORY,
    DATABASE,
    DB_LOCK,
    QUERY_TIMEOUT,
    POOL,
    DNS,
    CALL,
    REJECTED,
    STOPPED,
    VISITOR,
    ITSELF
  }

  private static final long JUST = TimeUnit.SECONDS.toNanos(2);

  final Root root;

  /** What was thrown and tells the root; null where only a status tells. */
  final Failure failure;

  /** Not told by the failure itself, but by what failed beside it. */
  final boolean inferred;

  /** The call or statement that failed first to last, the last one; null without. */
  final SegmentView segment;

  /** The visitor got this failure, it is not the late end of a request that was given up. */
  final boolean decisive;

  /** The visitor got what the code threw by itself: no want of anything explains that. */
  boolean byItself() {
    return decisive && failure != null && root == Root.ITSELF;
  }

  /** What the system refused; null where it is not that. */
  SystemLimit limit() {
    return root == Root.OS_LIMIT ? limited().limit : null;
  }

  /** The failure with the system's word. */
  Failure limited() {
    return failure != null && failure.limit != null ? failure : segment.failure;
  }

  private Failed(
      Root root, Failure failure, boolean inferred, SegmentView segment, boolean decisive) {
    this.root = root;
    this.inferred = inferred;
    this.failure = failure;
    this.segment = segment;
    this.decisive = decisive;
  }

  static Failed of(Evidence evidence) {
    RequestView request = evidence.request;
    Failure failure = request.failure;
    boolean failed = failure != null || request.http.status >= 500;
    if (!failed) {
      return new Failed(Root.NONE, null, false, null, false);
    }
    SegmentView segment = lastFailed(request);
    Root root = failure == null ? Root.NONE : root(failure);
    if (failure != null && evidence.host.stop != null && stopped(failure)) {
      return new Failed(Root.STOPPED, failure, false, segment, request.ended);
    }
    boolean statement = failure == null && segment != null && segment.kind == Kind.DB;
    boolean inferred = false;
    if (statement || (root == Root.ITSELF && mute(failure))) {
      SegmentView first = firstTelling(request);
      if (first != null) {
        root = root(first);
        failure = first.failure;
      } else if (failure != null && away(evidence)) {
        root = Root.DATABASE;
        inferred = true;
      }
    }
    if ((root == Root.ITSELF || root == Root.NONE) && related(request, failure, segment)) {
      boolean limited = segment.failure != null && segment.failure.limit != null;
      root = segment.kind == Kind.CALL && !limited ? Root.CALL : root(segment);
    }
    SegmentView connect =
        root == Root.POOL || root == Root.ITSELF ? failedConnect(request, failure) : null;
    if (connect != null) {
      root = Root.DATABASE;
      failure = connect.failure;
    }
    boolean inTime =
        evidence.gateway.hangUp == null
            && evidence.gateway.outcome != Outcome.GAVE_UP
            && request.elapsedNanos() < evidence.gateway.deadline.ageNanos();
    boolean decisive = request.ended && inTime && root != Root.VISITOR;
    return new Failed(root, failure, inferred, segment, decisive);
  }

  private static boolean stopped(Failure failure) {
    StringBuilder words = new StringBuilder().append(failure.type).append(failure.message);
    for (String line : failure.stack == null ? new String[0] : failure.stack.split("\n")) {
      words.append(line.startsWith("\tat ") ? "" : line);
    }
    String all = words.toString().toLowerCase(Locale.ROOT);
    return any(all, "closed", "interrupt", "shut", "stopped", "destruction", "rejectedexecution");
  }

  static Root root(Failure failure) {
    String chain = failure.chain == null ? failure.type : failure.type + " < " + failure.chain;
    String message = failure.message == null ? "" : failure.message;
    if (failure.limit != null) {
      return Root.OS_LIMIT;
    }
    if (any(chain, "OutOfMemoryError")) {
      return Root.MEMORY;
    }
    if (failure.ofVisitor()) {
      return Root.VISITOR;
    }
    Root state = ofState(failure.sqlState, message);
    if (state != null) {
      return state;
    }
    if (any(chain, "SQLNonTransientConnection", "SQLRecoverable", "CommunicationsException")) {
      return Root.DATABASE;
    }
    if (any(chain, "SQLTransientConnection", "PoolExhausted", "NoSuchElement", "CannotGetJdbc")
        || message.contains("Connection is not available")
        || message.contains("Cannot get a connection")
        || message.contains("attempt by a client to checkout")
        || message.contains("Unable to acquire JDBC")) {
      boolean pool =
          any(chain, "SQL", "Jdbc", "JDBC", "PoolExhausted") || any(message, "onnection");
      return pool ? Root.POOL : Root.ITSELF;
    }
    if (any(chain, "SQLTimeout", "QueryTimeout")) {
      return Root.QUERY_TIMEOUT;
    }
    if (any(chain, "LockTimeout", "CannotAcquireLock", "PessimisticLock", "DeadlockLoser")) {
      return Root.DB_LOCK;
    }
    if (any(chain, "UnknownHost", "UnresolvedAddress")) {
      return Root.DNS;
    }
    if (any(chain, "java.net.Connect", "SocketTimeout", "HttpTimeout", "HttpConnectTimeout")
        || any(chain, "javax.net.ssl.", "NoRouteToHost", "SocketException", "ResourceAccess")
        || any(chain, "HttpServerError", "WebClientResponse", "NoHttpResponse")) {
      return Root.CALL;
    }
    return any(chain, "RejectedExecution") ? Root.REJECTED : Root.ITSELF;
  }

  private static Root root(SegmentView segment) {
    return segment.failure == null ? Root.ITSELF : root(segment.failure);
  }

  private static Root ofState(String state, String message) {
    if (message.contains("Lock wait timeout exceeded")) {
      return Root.DB_LOCK; // MySQL 1205, which comes with a general state
    }
    if (state == null) {
      return null;
    }
    if (state.startsWith("08") || state.startsWith("57P") || state.equals("53300")) {
      return Root.DATABASE;
    }
    if (state.equals("55P03") || state.equals("40P01") || state.equals("40001")) {
      return Root.DB_LOCK;
    }
    return state.equals("57014") ? Root.QUERY_TIMEOUT : null;
  }

  /** Of a database's connection, and without a word why. */
  private static boolean mute(Failure failure) {
    String chain = failure.type + " < " + failure.chain;
    boolean database = any(chain, "SQL", "Jdbc", "JDBC", "ersistence", "TransactionSystem");
    return database && (failure.sqlState == null || failure.sqlState.equals("25P02"));
  }

  /** The first statement that failed with a word of the database on why; null without. */
  private static SegmentView firstTelling(RequestView request) {
    SegmentView first = null;
    for (LaneView lane : request.lanes) {
      for (SegmentView segment : lane.segments) {
        boolean database = segment.kind == Kind.DB && segment.failure != null;
        Root root = database ? ofState(segment.failure.sqlState, "") : null;
        boolean lost = database && root(segment) == Root.DATABASE;
        boolean earlier = first == null || segment.startNanos - first.startNanos < 0;
        if ((root != null || lost) && earlier) {
          first = segment;
        }
      }
    }
    return first;
  }

  /** The last attempt to connect that the request itself made and that threw what it failed by. */
  private static SegmentView failedConnect(RequestView request, Failure failure) {
    String chain = failure == null || failure.chain == null ? "" : failure.chain;
    SegmentView last = null;
    for (LaneView lane : request.lanes) {
      for (SegmentView segment : lane.segments) {
        boolean connect = Doing.of(segment.kind, segment.detail) == Doing.CONNECT;
        boolean thrown = segment.failure != null && chain.contains(segment.failure.type);
        last = connect && thrown ? segment : last;
      }
    }
    return last;
  }

  /** Connecting failed while the request ran, or just before. */
  private static boolean away(Evidence evidence) {
    for (DatabaseView.Connect connect : evidence.database.connects) {
      long ended = connect.startNanos + connect.nanos;
      if (connect.error != null && ended - evidence.request.startNanos >= -JUST) {
        return true;
      }
    }
    return false;
  }

  /** The failed operation is in the exception's chain, or was the last thing before the end. */
  private static boolean related(RequestView request, Failure failure, SegmentView segment) {
    if (segment == null) {
      return false;
    }
    if (failure == null) {
      return true;
    }
    if (failure.sqlState != null && segment.kind == Kind.DB) {
      return false; // it tells itself
    }
    boolean same =
        segment.failure != null
            && failure.chain != null
            && failure.chain.contains(segment.failure.type);
    long after = request.endNanos - segment.endNanos;
    return same || (segment.kind == Kind.CALL && after * 10 < request.elapsedNanos());
  }

  private static SegmentView lastFailed(RequestView request) {
    List<SegmentView> all = new ArrayList<>();
    for (LaneView lane : request.lanes) {
      all.addAll(lane.segments);
    }
    SegmentView last = null;
    for (SegmentView segment : all) {
      boolean failed = segment.failure != null || segment.status >= 500;
      if (failed && !segment.open && (last == null || segment.endNanos >= last.endNanos)) {
        last = segment;
      }
    }
    return last;
  }

  private static boolean any(String text, String... parts) {
    for (String part : parts) {
      if (text.contains(part)) {
        return true;
      }
    }
    return false;
  }
}
