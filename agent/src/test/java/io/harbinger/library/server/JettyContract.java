package io.harbinger.library.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.PoolGauges;
import java.net.Socket;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import sample.JettyMain;

/** What every Jetty must tell; one class for each version extends it. */
abstract class JettyContract extends ServerContract {
  JettyContract(String libraries, boolean jakarta) {
    super(libraries, jakarta, JettyMain.class);
  }

  @Test
  void readsTheFiguresOfItsWorkers() throws Exception {
    try (URLClassLoader loader = classes()) {
      Object pool =
          loader
              .loadClass("org.eclipse.jetty.util.thread.QueuedThreadPool")
              .getConstructor(int.class, int.class)
              .newInstance(7, 1);
      pool.getClass().getMethod("setReservedThreads", int.class).invoke(pool, 0);
      pool.getClass().getMethod("start").invoke(pool);
      PoolGauges gauges = new Jetty().gauges(pool);
      assertThat(gauges.name()).isEqualTo("jetty");
      assertThat(gauges.max()).isEqualTo(7);
      assertThat(gauges.min()).isOne();
      CountDownLatch held = new CountDownLatch(1);
      for (int i = 0; i < 9; i++) {
        ((Executor) pool).execute(() -> await(held));
      }
      assertThat(gauges.active()).isEqualTo(7);
      assertThat(gauges.pending()).isEqualTo(2);
      assertThat(gauges.alive()).isTrue();
      held.countDown();
      pool.getClass().getMethod("stop").invoke(pool);
      assertThat(gauges.alive()).isFalse();
    }
    assertThat(new Jetty().gauges(new Object())).isNull();
  }

  @Test
  void readsWhatItAllowsAConnection() {
    assertThat(server.startLines).contains("limits Jetty " + server.port + " 30000 8192 8192");
  }

  @Test
  void carriesATaskOfTheContainer() throws Exception {
    assertThat(get("/shop/pages/start").body()).isEqualTo("on a worker");
    assertThat(server.nextRequest()).contains("carried");
  }

  /** With all threads but one busy, the last one selects, and hands on what it finds. */
  @Test
  void seesTheWorkersQueue() throws Exception {
    List<String> seen = crowd();
    // because a slow machine may send them one after the other
    for (int i = 1; i < 5 && !queued(seen); i++) {
      seen = crowd();
    }
    assertThat(queued(seen)).as(String.join("\n", seen)).isTrue();
  }

  /** What is told of twice as many requests as there are threads. */
  private List<String> crowd() throws Exception {
    List<Socket> waiting = new ArrayList<>();
    for (int i = 0; i < 2 * JettyMain.THREADS; i++) {
      waiting.add(ask("/shop/pages/pause"));
    }
    List<String> seen = new ArrayList<>();
    for (Socket socket : waiting) {
      socket.getInputStream().readAllBytes();
      socket.close();
      seen.addAll(server.until(" closed"));
    }
    return seen;
  }

  private static boolean queued(List<String> seen) {
    return seen.stream().anyMatch(line -> line.endsWith("from the worker queue"));
  }
}
