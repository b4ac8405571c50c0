package io.harbinger.whole;

import static io.harbinger.whole.Received.tags;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real servers as they are shipped, before any request has failed. */
class LintIT {
  private Received received;
  private Origin origin;

  @Test
  void namesTheRaceOfAnEmbeddedTomcatAsItIsShipped() throws Exception {
    start("harbinger.gateway.profile=nginx");
    LogRecord race = race();
    assertThat(tags(race))
        .containsEntry("harbinger.cause", "timeout.keepalive_race")
        .containsEntry("harbinger.gateway.profile", "nginx")
        .containsEntry("harbinger.level", 60_000.0)
        .containsEntry("harbinger.limit", 60_000.0);
    assertThat(tags(race).get("harbinger.remedy").toString())
        .contains("keepAliveTimeout=\"75000\"", "server.tomcat.keep-alive-timeout=75s");
    assertThat(origin.says("closes idle connections"))
        .startsWith("warn: Tomcat on port " + origin.port + " closes idle connections")
        .contains("nginx uses them for 60 s", "server.tomcat.keep-alive-timeout=75s");
    assertThat(origin.says("for a connection")).contains("pool shop", "120 s", "60 s");
    assertThat(origin.says("not given back")).startsWith("hint: pool shop");
  }

  @Test
  void namesTheRaceOfTheServerXmlThatTomcatShips() throws Exception {
    start("harbinger.gateway.profile=nginx", "shop.connectionTimeout=20000");
    assertThat(tags(race())).containsEntry("harbinger.level", 20_000.0);
  }

  @Test
  void announcesTheRaceWhileItRuns() throws Exception {
    start("harbinger.gateway.profile=nginx");
    race();
    for (int i = 0; i < 4; i++) {
      sendIntoAClosedConnection();
    }
    LogRecord condition = received.condition("harbinger.condition.started", server());
    assertThat(tags(condition))
        .containsEntry("harbinger.cause", "timeout.keepalive_race")
        .containsEntry("harbinger.cause.confidence", "possible");
  }

  /** The server closes after its answer, with something unread, as when a gateway is too late. */
  private void sendIntoAClosedConnection() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", origin.port)) {
      String first = "GET /shop/hello HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(first.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(new byte[256 * 1024]);
      socket.getInputStream().readAllBytes();
    } catch (IOException reset) {
      // as it is meant to be
    }
  }

  @Test
  void seesNoRaceWhereTheConnectorWaitsLonger() throws Exception {
    start("harbinger.gateway.profile=nginx", "shop.keepAliveTimeout=75000");
    assertNoRace();
  }

  @Test
  void seesNoRaceBehindAGatewayWithoutKeepAlive() throws Exception {
    start("harbinger.gateway.profile=nginx-before-1.29.7");
    assertNoRace();
  }

  @Test
  void looksAgainWhenTheGatewayIsRecognised() throws Exception {
    start("shop.keepAliveTimeout=75000");
    assertNoRace();
    assertThat(origin.says("reads request headers")).contains("nginx (assumed");
    while (!origin.hasSaid("recognised the gateway traefik")) {
      askBehindTraefik();
    }
    assertThat(tags(race())).containsEntry("harbinger.gateway.profile", "traefik");
  }

  @Test
  void namesACallWithoutALimit() throws Exception {
    start();
    HttpServer stock = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    stock.createContext("/stock", exchange -> exchange.sendResponseHeaders(204, -1));
    stock.start();
    int port = stock.getAddress().getPort();
    Visit.to(origin, "/shop/call?port=" + port).answer();
    stock.stop(0);
    LogRecord call = received.lint("call_endless", "host:127.0.0.1:" + port);
    assertThat(tags(call).get("harbinger.remedy").toString()).contains("setReadTimeout(5000)");
  }

  private void start(String... settings) throws Exception {
    received = new Received();
    List<String> all = new ArrayList<>(Arrays.asList(settings));
    all.add("otel.exporter.otlp.endpoint=" + received.endpoint());
    all.add("otel.bsp.schedule.delay=100");
    String java = Origin.running();
    String[] options = all.toArray(new String[0]);
    origin = Origin.start(java, Libraries.newest(java), Origin.agent(options));
  }

  @AfterEach
  void stop() throws Exception {
    origin.stop();
    received.close();
  }

  private String server() {
    return "server:" + origin.port;
  }

  private LogRecord race() throws InterruptedException {
    return received.lint("keepalive_race", server());
  }

  /** What is found of the same server after the race has been looked for shows that it was. */
  private void assertNoRace() throws Exception {
    received.lint("response_header", server());
    received.drain();
    assertThat(received.events)
        .noneMatch(event -> Received.isLint(event, "keepalive_race", server()));
    assertThat(origin.hasSaid("closes idle connections")).isFalse();
  }

  private void askBehindTraefik() throws Exception {
    URI hello = URI.create("http://127.0.0.1:" + origin.port + "/shop/hello");
    HttpRequest request =
        HttpRequest.newBuilder(hello)
            .headers("X-Forwarded-Server", "edge", "X-Forwarded-Port", "80", "X-Real-Ip", "::1")
            .build();
    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
