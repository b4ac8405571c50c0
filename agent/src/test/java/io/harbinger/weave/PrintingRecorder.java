package io.harbinger.weave;

import io.harbinger.bridge.PoolReader;
import io.harbinger.bridge.Recorder;
import io.harbinger.bridge.ServerLimits;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Prints one line for each event, {@code r1 started}, and carries tasks as the real one does. */
class PrintingRecorder extends Recorder {
  private final PrintStream out;
  private final AtomicInteger count = new AtomicInteger();
  private final ThreadLocal<Object> current = new ThreadLocal<>();

  /** Not one that the thread only runs a task of. */
  private final ThreadLocal<Object> own = new ThreadLocal<>();

  private final Map<Object, Object> tasks = Collections.synchronizedMap(new IdentityHashMap<>());

  /** Of one connection: the tests have no other with streams. */
  private final Map<Integer, Object> streams = new ConcurrentHashMap<>();

  PrintingRecorder(PrintStream out) {
    this.out = out;
  }

  @Override
  public Object requestStarted() {
    if (current.get() != null) {
      return null;
    }
    Object request = "r" + count.incrementAndGet();
    current.set(request);
    own.set(request);
    say(request, "started");
    return request;
  }

  @Override
  public void method(Object request, String method) {
    say(request, "method " + method);
  }

  @Override
  public void method(Object request, byte[] bytes, int offset, int length) {
    method(request, new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
  }

  @Override
  public void path(Object request, String path) {
    say(request, "path " + path);
  }

  @Override
  public void path(Object request, byte[] bytes, int offset, int length) {
    path(request, new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
  }

  @Override
  public void peer(Object request, String address, int port, int localPort) {
    say(request, "peer " + address + " " + port + " " + localPort);
  }

  @Override
  public void peer(Object request, InetAddress address, int port, int localPort) {
    peer(request, address.getHostAddress(), port, localPort);
  }

  @Override
  public void header(Object request, String name, String value) {
    say(request, "header " + name + "=" + value);
  }

  @Override
  public void multiplexed(Object request) {
    say(request, "multiplexed");
  }

  @Override
  public void multiplexed(Object request, int stream) {
    streams.put(stream, request);
    multiplexed(request);
  }

  @Override
  public void peerReset(int peerPort, int localPort, int stream) {
    if (streams.containsKey(stream)) {
      say(streams.get(stream), "taken back");
    }
  }

  @Override
  public void connectionClosed(int peerPort, int localPort) {
    System.out.println("connection closed");
  }

  @Override
  public void peerReset(Object request, long generation) {
    say(request, "taken back");
  }

  @Override
  public Object headerStudy() {
    return current.get();
  }

  @Override
  public void studied(Object study, String header, String value) {
    say(study, "studied " + header + "=" + value);
  }

  @Override
  public void studied(Object study, String protocol) {
    say(study, "studied " + protocol);
  }

  @Override
  public void requestSuspended(Object request) {
    if (!request.equals(own.get())) {
      return;
    }
    current.remove();
    own.remove();
    say(request, "suspended");
  }

  @Override
  public void requestQueued(Object request, Object executor) {
    current.remove();
    own.remove();
    say(request, "waits for a worker");
  }

  @Override
  public boolean requestResumed(Object request) {
    if (request.equals(own.get())) {
      return false;
    }
    own.set(request);
    current.set(request);
    say(request, "resumed");
    return true;
  }

  @Override
  public boolean worksFor(Object request) {
    return request.equals(own.get());
  }

  @Override
  public void asyncTimedOut() {
    say(current.get(), "timed out");
  }

  @Override
  public void answerLost(Object request, boolean byUs) {
    say(request, "could not be answered " + (byUs ? "by us" : "by the peer"));
  }

  @Override
  public boolean requestEnded(Object request, int status, long bodyBytes, Throwable error) {
    current.remove();
    own.remove();
    if (error != null) {
      say(request, "error " + error);
    }
    say(request, "ended " + status + " bytes " + bodyBytes);
    return true;
  }

  @Override
  public void describe(Object request, String attribute, String value) {
    if (value != null) {
      say(request, attribute + "=" + value);
    }
  }

  @Override
  public void requestClosed(Object request) {
    say(request, "closed");
  }

  @Override
  public void route(String template) {
    say(current.get(), "route " + template);
  }

  @Override
  public void failed(Throwable error) {
    say(current.get(), "failed " + error);
  }

  @Override
  public void serverListens(Object server) {
    for (PoolReader reader : StubCore.poolReaders()) {
      ServerLimits limits = reader.limits(server);
      if (limits != null) {
        out.println(
            String.join(
                " ",
                "limits",
                limits.server,
                String.valueOf(limits.port),
                String.valueOf(limits.idleMillis),
                String.valueOf(limits.requestHeaderBytes),
                String.valueOf(limits.responseHeaderBytes)));
      }
    }
  }

  @Override
  public void taskQueued(Object executor, Object task) {
    if (current.get() != null) {
      tasks.put(task, current.get());
      say(current.get(), "queued " + task.getClass().getName());
    }
  }

  @Override
  public void taskRejected(Object task) {
    Object request = tasks.remove(task);
    if (request != null) {
      say(request, "rejected");
    }
  }

  @Override
  public void workerTaskQueued(Object executor, Object task) {
    tasks.put(task, "worker");
  }

  @Override
  public Object taskStarted(Object task) {
    Object request = tasks.remove(task);
    if (request == null || request.equals("worker")) {
      if (request != null) {
        say("r" + (count.get() + 1), "from the worker queue");
      }
      return null;
    }
    Object before = current.get();
    current.set(request);
    say(request, "carried");
    return new Object[] {request, before};
  }

  @Override
  public void taskEnded(Object carried) {
    Object[] both = (Object[]) carried;
    say(both[0], "carried to the end");
    current.set(both[1]);
  }

  void say(Object request, String what) {
    out.println("event " + request + " " + what);
  }
}
