package sample;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Hands work to other threads in one way for each path, and waits for it. */
public class Handing extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient ExecutorService pool = Executors.newFixedThreadPool(1);
  private final transient ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final transient ThreadPoolExecutor silent = new SilentPool();

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      hand(request.getPathInfo());
    } catch (Exception e) {
      throw new IOException(e);
    }
    response.getWriter().write("done");
  }

  private void hand(String how) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    switch (how) {
      case "/execute":
        pool.execute(() -> say("execute", done));
        break;
      case "/submit":
        pool.submit(() -> say("submit", done));
        break;
      case "/overridden":
        silent.execute(() -> say("overridden", done));
        break;
      case "/rejected":
        refuse();
        done.countDown();
        break;
      case "/at-once":
        scheduler.submit(() -> say("at once", done));
        break;
      case "/later":
        scheduler.schedule(() -> say("later", done), 1, TimeUnit.MILLISECONDS);
        break;
      case "/repeated":
        ExecutorService once = repeat(done);
        done.await();
        once.shutdown();
        break;
      case "/fork-join":
        ForkJoinPool.commonPool().execute(() -> say("fork join", done));
        break;
      case "/supply":
        CompletableFuture.supplyAsync(() -> say("supply", done), pool);
        break;
      case "/step":
        // completed by a thread that works for nobody
        CompletableFuture<String> open = new CompletableFuture<>();
        open.thenAccept(value -> say("step", done));
        scheduler.schedule(() -> open.complete("x"), 1, TimeUnit.MILLISECONDS);
        break;
      case "/both":
        CompletableFuture<String> one = new CompletableFuture<>();
        CompletableFuture<String> two = new CompletableFuture<>();
        one.thenAcceptBoth(two, (a, b) -> say("both", done));
        scheduler.schedule(() -> one.complete("x"), 1, TimeUnit.MILLISECONDS);
        scheduler.schedule(() -> two.complete("y"), 20, TimeUnit.MILLISECONDS);
        break;
      case "/composed":
        CompletableFuture<String> inner = new CompletableFuture<>();
        CompletableFuture.supplyAsync(() -> "x", pool)
            .thenCompose(value -> inner)
            .thenAccept(value -> say("composed", done));
        scheduler.schedule(() -> inner.complete("y"), 20, TimeUnit.MILLISECONDS);
        break;
      case "/async-step":
        CompletableFuture<String> later = new CompletableFuture<>();
        later.thenAcceptAsync(value -> say("async step", done), pool);
        scheduler.schedule(() -> later.complete("x"), 1, TimeUnit.MILLISECONDS);
        break;
      case "/thread":
        new Thread(() -> say("thread", done)).start();
        break;
      case "/virtual":
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        Class.forName("java.lang.Thread$Builder")
            .getMethod("start", Runnable.class)
            .invoke(builder, (Runnable) () -> say("virtual", done));
        break;
      default:
        done.countDown();
    }
    done.await();
  }

  private static void refuse() {
    ThreadPoolExecutor closed = new SilentPool();
    closed.shutdown();
    try {
      closed.execute(() -> {});
    } catch (java.util.concurrent.RejectedExecutionException expected) {
      System.out.println("said rejected");
    }
  }

  private static ExecutorService repeat(CountDownLatch done) {
    ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    scheduler.scheduleAtFixedRate(() -> say("repeated", done), 0, 1, TimeUnit.HOURS);
    return scheduler;
  }

  private static Object say(String what, CountDownLatch done) {
    System.out.println("said " + what + " on " + Thread.currentThread().getName());
    done.countDown();
    return what;
  }

  /** Overrides the hooks without calling its parent's, as Spring's pool does. */
  private static final class SilentPool extends ThreadPoolExecutor {
    SilentPool() {
      super(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {}

    @Override
    protected void afterExecute(Runnable task, Throwable error) {}
  }
}
