package io.harbinger.library.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.weave.WovenApplication;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import sample.Pages;

/** What every server with servlets must tell; one contract for each server extends it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerContract {
  private final String libraries;
  private final boolean jakarta;
  private final Class<?> main;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  WovenApplication server;

  ServerContract(String libraries, boolean jakarta, Class<?> main) {
    this.libraries = libraries;
    this.jakarta = jakarta;
    this.main = main;
  }

  @BeforeAll
  void start() throws IOException {
    server = WovenApplication.start(libraries, jakarta, main, "/pages/*|" + Pages.class.getName());
  }

  @AfterAll
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void countsOneRequest() throws Exception {
    assertThat(get("/shop/pages/hello?colour=red").body()).isEqualTo("hello");
    assertThat(server.nextRequest())
        .containsSubsequence(
            "started",
            "method GET",
            "path /shop/pages/hello",
            "ended 200 bytes 5",
            "url.query=colour=red",
            "url.scheme=http",
            "network.peer.address=127.0.0.1",
            "user_agent.original=test",
            "server.address=127.0.0.1",
            "server.port=" + server.port,
            "network.protocol.version=1.1",
            "client.address=127.0.0.1",
            "closed")
        .containsOnlyOnce("started")
        .doesNotContain("suspended");
  }

  @Test
  void readsWhatTheGatewaySays() throws Exception {
    get(
        "/shop/pages/hello",
        "Traceparent",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "tracestate",
        "a=b",
        "X-Request-Start",
        "t=1700000000.123",
        "X-Queue-Start",
        "1700000000123",
        "X-Envoy-Expected-Rq-Timeout-Ms",
        "3000",
        "Grpc-Timeout",
        "3S",
        "X-Forwarded-For",
        "203.0.113.7, 10.0.0.1");
    assertThat(server.nextRequest())
        .contains(
            "header traceparent=00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "header tracestate=a=b",
            "header x-request-start=t=1700000000.123",
            "header x-queue-start=1700000000123",
            "header x-envoy-expected-rq-timeout-ms=3000",
            "header grpc-timeout=3S",
            "client.address=203.0.113.7");
  }

  @Test
  void knowsThePeersPorts() throws Exception {
    get("/shop/pages/hello");
    assertThat(server.nextRequest())
        .anyMatch(line -> line.matches("peer 127\\.0\\.0\\.1 [1-9]\\d+ " + server.port));
  }

  @Test
  void showsAllHeadersToWhoeverStudiesThem() throws Exception {
    get("/shop/pages/hello", "CF-Ray", "8a1b", "Via", "1.1 vegur");
    assertThat(server.nextRequest())
        .contains("studied HTTP/1.1")
        .anyMatch(line -> line.equalsIgnoreCase("studied cf-ray=8a1b"))
        .anyMatch(line -> line.equalsIgnoreCase("studied via=1.1 vegur"))
        .doesNotContain("multiplexed");
  }

  @Test
  void takesTheClientFromForwarded() throws Exception {
    get("/shop/pages/hello", "Forwarded", "proto=https; For=\"198.51.100.17\";by=x, for=1.2.3.4");
    assertThat(server.nextRequest()).contains("client.address=198.51.100.17");
  }

  @Test
  void seesWhatNeverReachesAServlet() throws Exception {
    get("/elsewhere");
    assertThat(server.nextRequest())
        .contains("path /elsewhere")
        .anyMatch(l -> l.startsWith("ended 404"));
  }

  @Test
  void countsAForwardOnce() throws Exception {
    get("/shop/pages/forward");
    assertThat(server.nextRequest())
        .contains("path /shop/pages/forward")
        .containsOnlyOnce("started");
  }

  @Test
  void keepsTheError() throws Exception {
    get("/shop/pages/boom");
    assertThat(server.nextRequest())
        .contains("failed java.lang.IllegalStateException: boom")
        .anyMatch(line -> line.startsWith("ended 500"));
  }

  @Test
  void seesAnErrorThatWasSent() throws Exception {
    get("/shop/pages/unavailable");
    assertThat(server.nextRequest()).anyMatch(line -> line.startsWith("ended 503"));
  }

  @Test
  void endsAnAsynchronousRequestOnce() throws Exception {
    assertThat(get("/shop/pages/async").body()).isEqualTo("later");
    assertThat(server.nextRequest())
        .containsSubsequence("started", "suspended", "resumed", "ended 200 bytes 5", "closed");
  }

  @Test
  void followsADispatch() throws Exception {
    assertThat(get("/shop/pages/dispatch").body()).isEqualTo("hello");
    assertThat(server.nextRequest())
        .contains("path /shop/pages/dispatch", "ended 200 bytes 5")
        .containsOnlyOnce("started");
  }

  @Test
  void tellsThatAnAsynchronousRequestTimedOut() throws Exception {
    assertThat(get("/shop/pages/timeout").statusCode()).isEqualTo(500);
    assertThat(server.nextRequest())
        .containsSubsequence("suspended", "resumed", "timed out")
        .anyMatch(line -> line.startsWith("ended 500"));
  }

  @Test
  void leavesNoTokenBehind() throws Exception {
    for (int i = 0; i < 20; i++) {
      get(i % 2 == 0 ? "/shop/pages/boom" : "/shop/pages/hello");
      List<String> seen = server.nextRequest();
      assertThat(seen).containsOnlyOnce("started", "closed");
    }
  }

  @Test
  void reachesTheBridgeWithAClassOfItsOwn() {
    assertThat(server.startLines).contains("self-check null");
  }

  @Test
  void weavesWithoutComplaint() {
    assertThat(server.startLines).noneMatch(line -> line.contains("left alone"));
    assertThat(server.startLines).noneMatch(line -> line.contains("could not weave"));
  }

  @Test
  void tellsWhichRequestOfAConnectionWasTakenBack() throws Exception {
    HttpClient http2 = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    HttpRequest hello = request("/shop/pages/hello").build();
    http2.send(hello, HttpResponse.BodyHandlers.discarding());
    awaitTheUpgrade();
    CompletableFuture<?> waiting =
        http2.sendAsync(
            request("/shop/pages/wait").build(), HttpResponse.BodyHandlers.discarding());
    String begun = last(server.until("multiplexed"));
    waiting.cancel(true);
    assertThat(last(server.until("taken back")))
        .isEqualTo(begun.replace("multiplexed", "taken back"));
    http2.send(request("/shop/pages/release").build(), HttpResponse.BodyHandlers.discarding());
    server.nextRequest();
    server.nextRequest();
  }

  void awaitTheUpgrade() throws Exception {
    server.nextRequest();
  }

  private static String last(List<String> lines) {
    return lines.get(lines.size() - 1);
  }

  /** The server's own classes, for what can be asked without running it. */
  URLClassLoader classes() throws IOException {
    File[] jars = new File("target/libs/" + libraries).listFiles();
    URL[] urls = new URL[jars.length];
    for (int i = 0; i < jars.length; i++) {
      urls[i] = jars[i].toURI().toURL();
    }
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port + path))
        .timeout(Duration.ofMinutes(1))
        .header("User-Agent", "test");
  }

  /** Sent, and not waited for. */
  Socket ask(String path) throws Exception {
    Socket socket = new Socket("127.0.0.1", server.port);
    String head = "GET " + path + " HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
