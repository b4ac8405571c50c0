package io.harbinger.timeline;

import io.harbinger.bridge.PoolReader;
import io.harbinger.log.Log;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A recorder with a clock that the test turns, and a list of what was kept. */
final class Recording {
  final AtomicLong now = new AtomicLong(1_000_000_000L);
  final List<RequestView> kept = Collections.synchronizedList(new ArrayList<>());
  final List<Object> attachments = Collections.synchronizedList(new ArrayList<>());
  final Limits limits = new Limits();
  volatile boolean keepAll = true;
  TimelineRecorder recorder;

  Recording() {
    this(Collections.emptyList());
  }

  Recording(List<PoolReader> readers) {
    build(readers);
  }

  void build(List<PoolReader> readers) {
    RequestEnd end =
        new RequestEnd() {
          @Override
          public boolean keeps(Timeline ended, int status, boolean failed) {
            return keepAll || ended.marked();
          }

          @Override
          public void take(RequestView view, Object attachment, long silentNanos) {
            kept.add(view);
            attachments.add(attachment);
          }
        };
    Log log = new Log(new PrintStream(new ByteArrayOutputStream()), now::get, Log.Level.DEBUG);
    recorder =
        new TimelineRecorder(
            now::get, () -> 5_000_000_000_000L + now.get(), limits, readers, end, log);
  }

  void passMillis(long millis) {
    now.addAndGet(millis * 1_000_000);
  }

  Timeline start(String method, String path) {
    Timeline request = (Timeline) recorder.requestStarted();
    recorder.method(request, method);
    recorder.path(request, path);
    return request;
  }

  /** Ends and closes it, and gives back what was kept. */
  RequestView end(Timeline request, int status) {
    if (!recorder.requestEnded(request, status, 10, null)) {
      return null;
    }
    recorder.requestClosed(request);
    return kept.get(kept.size() - 1);
  }

  static void onAnotherThread(Runnable work) {
    Throwable[] thrown = new Throwable[1];
    Thread thread = new Thread(work, "other-1");
    thread.setUncaughtExceptionHandler((t, e) -> thrown[0] = e);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (thrown[0] != null) {
      throw new AssertionError(thrown[0]);
    }
  }
}
