package io.harbinger.weave;

import io.harbinger.bridge.Kind;
import io.harbinger.bridge.PoolGauges;
import io.harbinger.bridge.PoolReader;
import java.io.PrintStream;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.WeakHashMap;

/**
 * Prints what threads wait for as well, {@code main statement select 1}; a call inside another of
 * its kind is silent, as in the real one.
 */
final class PrintingCalls extends PrintingRecorder {
  private static final String TRACEPARENT =
      "00-11111111111111111111111111111111-2222222222222222-01";

  private final Map<Object, String> prepared = Collections.synchronizedMap(new WeakHashMap<>());
  private final ThreadLocal<Map<Kind, Boolean>> open =
      ThreadLocal.withInitial(() -> new EnumMap<>(Kind.class));

  PrintingCalls(PrintStream out) {
    super(out);
  }

  @Override
  public int segmentStarted(Kind kind, Object detail) {
    return kind == Kind.DNS ? start(kind, "dns " + detail) : -1;
  }

  @Override
  public void segmentEnded(int token, Throwable error) {
    end(token, "dns done", error);
  }

  @Override
  public void prepared(Object statement, String sql) {
    prepared.put(statement, sql);
  }

  @Override
  public int statementStarted(Object statement, String sql) {
    return start(Kind.DB, "statement " + (sql == null ? prepared.get(statement) : sql));
  }

  @Override
  public void validationEnded(int token, boolean valid, Throwable error) {
    statementEnded(token, error);
  }

  @Override
  public void statementEnded(int token, Throwable error) {
    end(token, "statement done", error);
  }

  @Override
  public Object fetchStarted() {
    return start(Kind.DB_FETCH, "fetch") >= 0 ? Kind.DB_FETCH : null;
  }

  @Override
  public void fetchEnded(Object fetch) {
    end(Kind.DB_FETCH.ordinal(), "fetch done", null);
  }

  @Override
  public int connectStarted(String url) {
    return start(Kind.OTHER, "connect " + url);
  }

  @Override
  public void connectEnded(
      int token, Object driver, String url, Properties info, Object connection, Throwable error) {
    String end = driver.getClass().getName() + (connection == null ? " without" : " connected");
    end(token, end + " user " + info.getProperty("user"), error);
  }

  @Override
  public void poolSeen(Object pool) {
    print("pool " + gauges(pool));
  }

  @Override
  public int borrowStarted(Object pool) {
    return start(Kind.POOL_WAIT, "borrow");
  }

  @Override
  public void borrowEnded(int token, Object pool, Throwable error) {
    end(token, "borrow done " + gauges(pool), error);
  }

  @Override
  public void connectionTaken(Object pool, Object connection) {
    print("taken " + System.identityHashCode(connection));
  }

  @Override
  public void connectionReturned(Object pool, Object connection) {
    print("returned " + System.identityHashCode(connection));
  }

  @Override
  public int callStarted(String method, String host, int port) {
    return start(Kind.CALL, "call " + method + " " + host + " " + (port > 0));
  }

  @Override
  public void callEndless(String client, String setting) {
    print("endless " + client);
  }

  @Override
  public void callEnded(int token, int status, Throwable error) {
    end(token, "call done " + status, error);
  }

  @Override
  public Object callOpened(String method, String host, int port) {
    if (open.get().containsKey(Kind.CALL)) {
      return null;
    }
    print("opened " + method + " " + host + " " + (port > 0));
    return this;
  }

  @Override
  public void callClosed(Object call, int status, Throwable error) {
    say("any", "closed " + status + (error == null ? "" : " " + error.getClass().getName()));
  }

  @Override
  public String traceparent(Object callOrNull) {
    return callOrNull == this || open.get().containsKey(Kind.CALL) ? TRACEPARENT : null;
  }

  @Override
  public String tracestate() {
    return "a=b";
  }

  private int start(Kind kind, String what) {
    if (open.get().put(kind, Boolean.TRUE) != null) {
      return -1;
    }
    print(what);
    return kind.ordinal();
  }

  private void end(int token, String what, Throwable error) {
    if (token >= 0) {
      open.get().remove(Kind.values()[token]);
      print(what + (error == null ? "" : " " + error.getClass().getName()));
    }
  }

  private void print(String what) {
    say(Thread.currentThread().getName(), what);
  }

  private static String gauges(Object pool) {
    for (PoolReader reader : StubCore.poolReaders()) {
      PoolGauges gauges = reader.gauges(pool);
      if (gauges != null) {
        return String.join(
            " ",
            gauges.name(),
            "max=" + gauges.max(),
            "min=" + gauges.min(),
            "active=" + gauges.active(),
            "pending=" + gauges.pending(),
            "timeout=" + gauges.timeoutMillis(),
            "alive=" + gauges.alive());
      }
    }
    return "unknown";
  }
}
