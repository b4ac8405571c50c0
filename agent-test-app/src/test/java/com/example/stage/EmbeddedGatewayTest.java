package com.example.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedGatewayTest {

  @TempDir Path folder;

  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer shop;
  private EmbeddedGateway gateway;

  @BeforeEach
  void open() throws Exception {
    shop = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 10);
    shop.setExecutor(Executors.newCachedThreadPool());
    shop.createContext(
        "/fast",
        exchange -> {
          String start = exchange.getRequestHeaders().getFirst("X-Request-Start");
          exchange.sendResponseHeaders(start.startsWith("t=1") ? 200 : 400, -1);
          exchange.close();
        });
    shop.createContext("/broken", exchange -> answer(exchange, 500));
    shop.createContext("/cut", exchange -> exchange.close());
    shop.createContext(
        "/hangs",
        exchange -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    shop.start();
    gateway =
        new EmbeddedGateway(
            folder.resolve("access.log"), shop.getAddress().getPort(), Duration.ofMillis(300));
  }

  @AfterEach
  void close() throws IOException {
    end.countDown();
    gateway.close();
    shop.stop(0);
  }

  @Test
  void passesAnAnswerOn() throws Exception {
    assertThat(visit("/fast?a=b")).isEqualTo(200);
    assertThat(logged())
        .matches("\\d+\\.\\d{3} 200 \\d\\.\\d{3} 200 \\S+ visit-1 \"GET /fast\\?a=b HTTP/1.1\"");
  }

  @Test
  void passesTheShopsOwnFailureOn() throws Exception {
    assertThat(visit("/broken")).isEqualTo(500);
    assertThat(logged()).contains(" 500 ");
  }

  @Test
  void givesUpWith504() throws Exception {
    assertThat(visit("/hangs")).isEqualTo(504);
    assertThat(logged()).matches("\\S+ 504 0\\.[3-9]\\d\\d 504 0\\.\\d+ .*");
  }

  @Test
  void answers502WhenTheShopCutsTheConnection() throws Exception {
    assertThat(visit("/cut")).isEqualTo(502);
    assertThat(logged()).matches("\\S+ 502 .*");
  }

  @Test
  void saysThatARequestNeverReachedTheShop() throws Exception {
    shop.stop(0);

    assertThat(visit("/fast")).isEqualTo(502);
    assertThat(logged()).matches("\\S+ 502 \\S+ \\S+ - visit-1 .*");
  }

  private int visit(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
            .header("X-Request-Id", "visit-1")
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  /** The log's only line; stopping the gateway waits until it is written. */
  private String logged() throws IOException {
    gateway.close();
    return Files.readAllLines(gateway.log()).get(0);
  }

  private static void answer(com.sun.net.httpserver.HttpExchange exchange, int status)
      throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }
}
