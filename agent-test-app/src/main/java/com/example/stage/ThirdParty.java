package com.example.stage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;

/** Somebody else's service that the shop calls: payment provider and address service. */
public final class ThirdParty implements AutoCloseable {

  private static final Duration ORDINARY = Duration.ofMillis(15);

  public final int port;

  private final HttpServer server;
  // written by a fault, read by the serving threads: volatile
  private volatile Duration delay = ORDINARY;
  private volatile boolean resets;

  public ThirdParty() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 200);
    server.createContext("/", this::answer);
    server.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "third party");
              thread.setDaemon(true);
              return thread;
            }));
    server.start();
    port = server.getAddress().getPort();
  }

  public void answerAfter(Duration delay) {
    this.delay = delay;
  }

  /** From now on it closes connections instead of answering. */
  public void reset() {
    resets = true;
  }

  public void answerAsAlways() {
    delay = ORDINARY;
    resets = false;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      pause(delay);
      if (resets) {
        return;
      }
      byte[] text = "accepted".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, text.length);
      exchange.getResponseBody().write(text);
    }
  }

  private static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
