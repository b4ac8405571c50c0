package io.harbinger.bridge;

import java.net.InetAddress;
import java.util.Properties;

/**
 * What listens behind {@link Bridge}; this class itself is the silence before the core has started.
 *
 * <p>Every method is called from application threads, never throws, never waits. Meaning of each
 * method: see its namesake in {@link Bridge}.
 */
public class Recorder {
  public Object requestStarted() {
    return null;
  }

  public void method(Object request, String method) {}

  public void method(Object request, byte[] bytes, int offset, int length) {}

  public void path(Object request, String path) {}

  public void path(Object request, byte[] bytes, int offset, int length) {}

  public void peer(Object request, String address, int port, int localPort) {}

  public void peer(Object request, InetAddress address, int port, int localPort) {}

  public void header(Object request, String name, String value) {}

  public void multiplexed(Object request) {}

  public void multiplexed(Object request, int stream) {}

  public void peerReset(int peerPort, int localPort, int stream) {}

  public void connectionClosed(int peerPort, int localPort) {}

  public long generation(Object request) {
    return -1;
  }

  public void peerReset(Object request, long generation) {}

  public Object headerStudy() {
    return null;
  }

  public void studied(Object study, String header, String value) {}

  public void studied(Object study, String protocol) {}

  public void responseStarted(Object request) {}

  public void requestSuspended(Object request) {}

  public void requestQueued(Object request, Object executor) {}

  public boolean requestResumed(Object request) {
    return false;
  }

  public boolean worksFor(Object request) {
    return false;
  }

  public void asyncTimedOut() {}

  public boolean responseHead(Object request, int headBytes, int longestLine, long promisedBytes) {
    return false;
  }

  public void answerLost(Object request, boolean byUs) {}

  public void largestHeader(Object request, String name) {}

  public boolean requestEnded(Object request, int status, long bodyBytes, Throwable error) {
    return false;
  }

  public void describe(Object request, String attribute, String value) {}

  public void requestClosed(Object request) {}

  public void route(String template) {}

  public void failed(Throwable error) {}

  public void serverListens(Object server) {}

  public int segmentStarted(Kind kind, Object detail) {
    return -1;
  }

  public void segmentEnded(int token, Throwable error) {}

  public void prepared(Object statement, String sql) {}

  public int statementStarted(Object statement, String sql) {
    return -1;
  }

  public void statementEnded(int token, Throwable error) {}

  public void validationEnded(int token, boolean valid, Throwable error) {}

  public Object fetchStarted() {
    return null;
  }

  public void fetchEnded(Object fetch) {}

  public int connectStarted(String url) {
    return -1;
  }

  public void connectEnded(
      int token, Object driver, String url, Properties info, Object connection, Throwable error) {}

  public void poolSeen(Object pool) {}

  public int borrowStarted(Object pool) {
    return -1;
  }

  public void borrowEnded(int token, Object pool, Throwable error) {}

  public void connectionTaken(Object pool, Object connection) {}

  public void connectionReturned(Object pool, Object connection) {}

  public int callStarted(String method, String host, int port) {
    return -1;
  }

  public void callEndless(String client, String setting) {}

  public void callEnded(int token, int status, Throwable error) {}

  public Object callOpened(String method, String host, int port) {
    return null;
  }

  public void callClosed(Object call, int status, Throwable error) {}

  public String traceparent(Object callOrNull) {
    return null;
  }

  public String tracestate() {
    return null;
  }

  public void taskQueued(Object executor, Object task) {}

  public void workerTaskQueued(Object executor, Object task) {}

  public void taskRejected(Object task) {}

  public Object taskStarted(Object task) {
    return null;
  }

  public void taskEnded(Object carried) {}
}
