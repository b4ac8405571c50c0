package sample;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import javax.servlet.AsyncContext;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** One page for each way to answer; the last part of the path chooses. */
public class Pages extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient Semaphore released = new Semaphore(0);
  private final transient ExecutorService pool = Executors.newFixedThreadPool(1);

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    switch (request.getPathInfo()) {
      case "/hello":
        response.getWriter().write("hello");
        break;
      case "/boom":
        throw new IllegalStateException("boom");
      case "/unavailable":
        response.sendError(503);
        break;
      case "/forward":
        request.getRequestDispatcher("/pages/hello").forward(request, response);
        break;
      case "/async":
        AsyncContext async = request.startAsync();
        new Thread(
                () -> {
                  pause(100);
                  write(async, "later");
                  async.complete();
                },
                "answers later")
            .start();
        break;
      case "/dispatch":
        request.startAsync().dispatch("/pages/hello");
        break;
      case "/timeout":
        // not 1, because Jetty 10 then forgets one request in a thousand, with or without an agent
        request.startAsync().setTimeout(100);
        break;
      case "/start":
        AsyncContext started = request.startAsync();
        started.start(
            () -> {
              write(started, "on a worker");
              started.complete();
            });
        break;
      case "/pool":
        CompletableFuture.runAsync(() -> {}, pool).join();
        break;
      case "/pause":
        String millis = request.getParameter("millis");
        pause(millis == null ? 300 : Long.parseLong(millis));
        break;
      case "/wait":
        released.acquireUninterruptibly();
        break;
      case "/release":
        released.release();
        break;
      default:
        response.setStatus(404);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(AsyncContext async, String text) {
    try {
      async.getResponse().getWriter().write(text);
    } catch (IOException gone) {
      throw new IllegalStateException(gone);
    }
  }
}
