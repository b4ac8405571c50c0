package io.harbinger.library.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.PoolGauges;
import java.net.Socket;
import java.net.URLClassLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import sample.UndertowMain;

/** What every Undertow must tell; one class for each version extends it. */
abstract class UndertowContract extends ServerContract {
  UndertowContract(String libraries, boolean jakarta) {
    super(libraries, jakarta, UndertowMain.class);
  }

  @Test
  void handsARequestFromTheIoThreadToAWorker() throws Exception {
    get("/shop/pages/hello");
    assertThat(server.nextRequest())
        .containsSubsequence("started", "waits for a worker", "resumed", "ended 200 bytes 5");
  }

  @Test
  void seesAHandlerWithoutServlets() throws Exception {
    assertThat(get("/plain").body()).isEqualTo("plain");
    assertThat(server.nextRequest())
        .containsSubsequence("started", "path /plain", "ended 200 bytes 5");
  }

  @Test
  void keepsTheErrorOfAHandlerWithoutServlets() throws Exception {
    get("/plain/boom");
    assertThat(server.nextRequest())
        .contains("error java.lang.IllegalStateException: boom on /plain/boom")
        .anyMatch(line -> line.startsWith("ended 500"));
  }

  @Test
  void staysWithAnAnswerThatTakesLongToSend() throws Exception {
    Socket slow = ask("/plain/large");
    assertThat(server.until(" suspended")).anyMatch(line -> line.endsWith(" started"));
    slow.getInputStream().readAllBytes();
    slow.close();
    assertThat(server.nextRequest()).containsSubsequence("ended 200 bytes " + (8 << 20), "closed");
  }

  @Test
  void takesAVisitorWhoLeavesForNoFailure() throws Exception {
    Socket leaving = ask("/plain/large");
    leaving.setSoLinger(true, 0); // a reset
    leaving.getInputStream().read();
    leaving.close();
    assertThat(server.nextRequest())
        .contains("started", "closed")
        .noneMatch(line -> line.startsWith("failed") || line.startsWith("error"));
  }

  @Test
  void readsWhatItAllowsAConnection() {
    assertThat(server.startLines).contains("limits Undertow " + server.port + " 60000 1048576 -1");
  }

  @Test
  void readsTheFiguresOfItsWorkers() throws Exception {
    try (URLClassLoader loader = classes()) {
      Object worker = worker(loader, 7);
      PoolGauges gauges = new Undertow().gauges(worker);
      assertThat(gauges.name()).isEqualTo("undertow");
      assertThat(gauges.max()).isEqualTo(7);
      CountDownLatch held = new CountDownLatch(1);
      for (int i = 0; i < 3; i++) {
        ((Executor) worker).execute(() -> await(held));
      }
      assertThat(gauges.active()).isEqualTo(3);
      assertThat(gauges.pending()).isZero();
      for (int i = 3; i < 9; i++) {
        ((Executor) worker).execute(() -> await(held));
      }
      assertThat(gauges.active()).isEqualTo(7);
      assertThat(gauges.idle()).isZero();
      assertThat(gauges.pending()).isEqualTo(2);
      assertThat(gauges.alive()).isTrue();
      held.countDown();
      while (gauges.active() > 0) {
        Thread.sleep(10);
      }
      assertThat(gauges.idle()).isEqualTo(7);
      ((ExecutorService) worker).shutdownNow();
      assertThat(gauges.alive()).isFalse();
      ((ExecutorService) worker).awaitTermination(10, TimeUnit.SECONDS);
    }
    assertThat(new Undertow().gauges(new Object())).isNull();
  }

  private static Object worker(ClassLoader loader, int threads) throws Exception {
    Class<?> xnioType = loader.loadClass("org.xnio.Xnio");
    Object xnio = xnioType.getMethod("getInstance", ClassLoader.class).invoke(null, loader);
    Object builder = xnioType.getMethod("createWorkerBuilder").invoke(xnio);
    builder.getClass().getMethod("setCoreWorkerPoolSize", int.class).invoke(builder, threads);
    builder.getClass().getMethod("setMaxWorkerPoolSize", int.class).invoke(builder, threads);
    return builder.getClass().getMethod("build").invoke(builder);
  }

  @Test
  void carriesATaskOfTheContainer() throws Exception {
    assertThat(get("/shop/pages/start").body()).isEqualTo("on a worker");
    assertThat(server.nextRequest()).contains("carried");
  }

  @Override
  void awaitTheUpgrade() throws Exception {
    assertThat(server.nextRequest()).contains("ended 101 bytes 0");
    super.awaitTheUpgrade();
  }
}
