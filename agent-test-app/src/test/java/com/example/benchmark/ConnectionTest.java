package com.example.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {

  private static final byte[] TEXT = new byte[300_000];

  private final Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 10);
    server.createContext("/whole", exchange -> answer(exchange, 200, TEXT.length));
    server.createContext("/chunked", exchange -> answer(exchange, 200, 0));
    server.createContext("/missing", exchange -> answer(exchange, 404, TEXT.length));
    server.createContext(
        "/last",
        exchange -> {
          exchange.getResponseHeaders().set("Connection", "close");
          answer(exchange, 200, TEXT.length);
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void readsEachAnswerToItsEndOverOneConnection() throws IOException {
    try (Connection connection = new Connection(server.getAddress().getPort())) {
      assertThat(connection.ask(Connection.get("/whole"))).isEqualTo(200);
      assertThat(connection.ask(Connection.get("/chunked"))).isEqualTo(200);
      assertThat(connection.ask(Connection.get("/missing"))).isEqualTo(404);
      assertThat(connection.ask(Connection.get("/whole"))).isEqualTo(200);
    }
    assertThat(clientPorts).hasSize(1);
  }

  @Test
  void takesANewConnectionWhereTheServerEndsItsOwn() throws IOException {
    try (Connection connection = new Connection(server.getAddress().getPort())) {
      assertThat(connection.ask(Connection.get("/last"))).isEqualTo(200);
      assertThat(connection.ask(Connection.get("/whole"))).isEqualTo(200);
    }
    assertThat(clientPorts).hasSize(2);
  }

  @Test
  void visitsAtTheRateAskedForAndCountsWhatFailed() throws Exception {
    try (Load load = new Load(server.getAddress().getPort(), 1, List.of("/missing"))) {
      Load.Result result = load.openLoop(200, Duration.ofMillis(500));

      assertThat(result.requests).isEqualTo(100);
      assertThat(result.failed).isEqualTo(100);
      assertThat(result.latency.getTotalCount()).isEqualTo(100);
    }
  }

  private void answer(HttpExchange exchange, int status, long length) throws IOException {
    clientPorts.add(exchange.getRemoteAddress().getPort());
    try (exchange) {
      exchange.sendResponseHeaders(status, length);
      exchange.getResponseBody().write(TEXT);
    }
  }
}
