package io.harbinger.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.harbinger.log.Log;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** What the product promises of the path that nearly every request takes. */
class HealthyRequestTest {
  private static final byte[] GET = "GET".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] PATH = "/owners/7/pets".getBytes(StandardCharsets.ISO_8859_1);

  private final Object pool = new Object();
  private final Object connection = new Object();
  private final Object executor = new Object();
  private final Object work = new Object();
  private final Object[] statements = {new Object(), new Object(), new Object()};
  private final TimelineRecorder recorder =
      new TimelineRecorder(
          System::nanoTime,
          () -> System.currentTimeMillis() * 1_000_000L,
          new Limits(),
          Collections.emptyList(),
          new RequestEnd() {
            @Override
            public boolean keeps(Timeline ended, int status, boolean failed) {
              return failed || status >= 500;
            }

            @Override
            public void take(RequestView view, Object attachment, long silentNanos) {}
          },
          new Log(System.err, System::nanoTime, Log.Level.WARN));

  @Test
  void allocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    for (int i = 0; i < 20_000; i++) {
      request();
    }
    int requests = 100_000;
    long before = threads.getThreadAllocatedBytes(id);
    for (int i = 0; i < requests; i++) {
      request();
    }
    long perRequest = (threads.getThreadAllocatedBytes(id) - before) / requests;
    assertThat(perRequest).isLessThan(8);
    assertThat(recorder.counters.errors.sum()).isZero();
    assertThat(recorder.counters.dropped.sum()).isZero();
    assertThat(recorder.counters.forgotten()).isEqualTo(120_000);
    long completed = 0;
    for (Statement statement : recorder.database.statements.all()) {
      completed += statement.completed();
    }
    assertThat(completed).isEqualTo(360_000);
    assertThat(recorder.open.size()).isZero();
  }

  private void request() {
    recorder.workerTaskQueued(executor, work);
    Object carried = recorder.taskStarted(work);
    Object request = recorder.requestStarted();
    recorder.method(request, GET, 0, GET.length);
    recorder.path(request, PATH, 0, PATH.length);
    recorder.peer(request, "127.0.0.1", 4711, 8080);
    recorder.route("/owners/{id}/pets");
    int borrow = recorder.borrowStarted(pool);
    recorder.borrowEnded(borrow, pool, null);
    recorder.connectionTaken(pool, connection);
    for (Object statement : statements) {
      recorder.prepared(statement, "select * from owners where id = ?");
      int token = recorder.statementStarted(statement, null);
      recorder.statementEnded(token, null);
      recorder.fetchEnded(recorder.fetchStarted());
    }
    recorder.connectionReturned(pool, connection);
    recorder.responseHead(request, 300, 40, 512);
    recorder.requestEnded(request, 200, 512, null);
    recorder.taskEnded(carried);
  }
}
