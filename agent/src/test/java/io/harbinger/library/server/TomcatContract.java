package io.harbinger.library.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.PoolGauges;
import java.net.URLClassLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import sample.TomcatMain;

/** What every Tomcat must tell; one class for each version extends it. */
abstract class TomcatContract extends ServerContract {
  TomcatContract(String libraries, boolean jakarta) {
    super(libraries, jakarta, TomcatMain.class);
  }

  @Test
  @SuppressWarnings("unchecked") // because a loaded queue has no type parameter
  void readsTheFiguresOfItsWorkers() throws Exception {
    try (URLClassLoader loader = classes()) {
      String room = "org.apache.tomcat.util.threads.";
      Object queue = loader.loadClass(room + "TaskQueue").getConstructor().newInstance();
      Object pool =
          loader
              .loadClass(room + "ThreadPoolExecutor")
              .getConstructor(int.class, int.class, long.class, TimeUnit.class, BlockingQueue.class)
              .newInstance(0, 7, 1L, TimeUnit.MINUTES, queue);
      PoolGauges gauges = new Tomcat().gauges(pool);
      assertThat(gauges.max()).isEqualTo(7);
      assertThat(gauges.active()).isZero();
      assertThat(gauges.pending()).isZero();
      ((BlockingQueue<Runnable>) queue).add(() -> {});
      assertThat(gauges.pending()).isOne();
      assertThat(gauges.max()).isEqualTo(7);
      assertThat(gauges.alive()).isTrue();
      ((ExecutorService) pool).shutdownNow();
      assertThat(gauges.alive()).isFalse();
    }
    assertThat(new Tomcat().gauges(new Object())).isNull();
  }

  @Test
  void readsWhatItAllowsAConnection() {
    assertThat(server.startLines).contains("limits Tomcat " + server.port + " 60000 8192 8192");
  }

  @Test
  void leavesTheThreadBetweenTwoDispatches() throws Exception {
    get("/shop/pages/dispatch");
    assertThat(server.nextRequest())
        .containsSubsequence("suspended", "resumed", "ended 200 bytes 5");
  }

  @Test
  void carriesATaskOfTheContainer() throws Exception {
    assertThat(get("/shop/pages/start").body()).isEqualTo("on a worker");
    assertThat(server.nextRequest())
        .contains("carried")
        .anyMatch(
            l -> l.startsWith("queued org.apache.catalina.core.AsyncContextImpl$RunnableWrapper"));
  }

  @Test
  void seesTheWorkersQueue() throws Exception {
    get("/shop/pages/hello");
    assertThat(server.nextRequest().get(0)).isEqualTo("from the worker queue");
  }
}
