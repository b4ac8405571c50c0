package io.harbinger.library.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.PoolGauges;
import io.harbinger.weave.WovenApplication;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import sample.Pages;
import sample.TomcatMain;

/** What every Tomcat must tell; one class for each version extends it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TomcatContract {
  private final String libraries;
  private final boolean jakarta;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private WovenApplication tomcat;

  TomcatContract(String libraries, boolean jakarta) {
    this.libraries = libraries;
    this.jakarta = jakarta;
  }

  @BeforeAll
  void start() throws IOException {
    tomcat =
        WovenApplication.start(
            libraries, jakarta, TomcatMain.class, "/pages/*|" + Pages.class.getName());
  }

  @AfterAll
  void stop() throws Exception {
    tomcat.stop();
  }

  @Test
  void countsOneRequest() throws Exception {
    assertThat(get("/shop/pages/hello?colour=red").body()).isEqualTo("hello");
    assertThat(tomcat.nextRequest())
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
            "server.port=" + tomcat.port,
            "network.protocol.version=1.1",
            "client.address=127.0.0.1",
            "closed")
        .containsOnlyOnce("started")
        .doesNotContain("suspended");
  }

  @Test
  @SuppressWarnings("unchecked") // because a loaded queue has no type parameter
  void readsTheFiguresOfItsWorkers() throws Exception {
    File[] jars = new File("target/libs/" + libraries).listFiles();
    URL[] urls = new URL[jars.length];
    for (int i = 0; i < jars.length; i++) {
      urls[i] = jars[i].toURI().toURL();
    }
    try (URLClassLoader loader = new URLClassLoader(urls)) {
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
    assertThat(tomcat.startLines).contains("limits Tomcat " + tomcat.port + " 60000 8192 8192");
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
    assertThat(tomcat.nextRequest())
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
    assertThat(tomcat.nextRequest())
        .anyMatch(line -> line.matches("peer 127\\.0\\.0\\.1 [1-9]\\d+ " + tomcat.port));
  }

  @Test
  void showsAllHeadersToWhoeverStudiesThem() throws Exception {
    get("/shop/pages/hello", "CF-Ray", "8a1b", "Via", "1.1 vegur");
    assertThat(tomcat.nextRequest())
        .contains("studied HTTP/1.1")
        .anyMatch(line -> line.equalsIgnoreCase("studied cf-ray=8a1b"))
        .anyMatch(line -> line.equalsIgnoreCase("studied via=1.1 vegur"))
        .doesNotContain("multiplexed");
  }

  @Test
  void tellsWhichRequestOfAConnectionWasTakenBack() throws Exception {
    HttpClient http2 = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    HttpRequest hello = request("/shop/pages/hello").build();
    http2.send(hello, HttpResponse.BodyHandlers.discarding()); // the upgrade
    tomcat.nextRequest();
    CompletableFuture<?> waiting =
        http2.sendAsync(
            request("/shop/pages/wait").build(), HttpResponse.BodyHandlers.discarding());
    String begun = last(tomcat.until("multiplexed"));
    waiting.cancel(true);
    assertThat(last(tomcat.until("taken back")))
        .isEqualTo(begun.replace("multiplexed", "taken back"));
    http2.send(request("/shop/pages/release").build(), HttpResponse.BodyHandlers.discarding());
    tomcat.nextRequest();
    tomcat.nextRequest();
  }

  @Test
  void takesTheClientFromForwarded() throws Exception {
    get("/shop/pages/hello", "Forwarded", "proto=https; For=\"198.51.100.17\";by=x, for=1.2.3.4");
    assertThat(tomcat.nextRequest()).contains("client.address=198.51.100.17");
  }

  @Test
  void seesWhatNeverReachesAServlet() throws Exception {
    get("/elsewhere");
    assertThat(tomcat.nextRequest())
        .contains("path /elsewhere")
        .anyMatch(l -> l.startsWith("ended 404"));
  }

  @Test
  void countsAForwardOnce() throws Exception {
    get("/shop/pages/forward");
    assertThat(tomcat.nextRequest())
        .contains("path /shop/pages/forward")
        .containsOnlyOnce("started");
  }

  @Test
  void keepsTheError() throws Exception {
    get("/shop/pages/boom");
    assertThat(tomcat.nextRequest())
        .contains("failed java.lang.IllegalStateException: boom")
        .anyMatch(line -> line.startsWith("ended 500"));
  }

  @Test
  void seesAnErrorThatWasSent() throws Exception {
    get("/shop/pages/unavailable");
    assertThat(tomcat.nextRequest()).anyMatch(line -> line.startsWith("ended 503"));
  }

  @Test
  void endsAnAsynchronousRequestOnce() throws Exception {
    assertThat(get("/shop/pages/async").body()).isEqualTo("later");
    assertThat(tomcat.nextRequest())
        .containsSubsequence("started", "suspended", "resumed", "ended 200 bytes 5", "closed");
  }

  @Test
  void followsADispatch() throws Exception {
    assertThat(get("/shop/pages/dispatch").body()).isEqualTo("hello");
    assertThat(tomcat.nextRequest())
        .containsSubsequence("suspended", "resumed", "ended 200 bytes 5")
        .contains("path /shop/pages/dispatch")
        .containsOnlyOnce("started");
  }

  @Test
  void tellsThatAnAsynchronousRequestTimedOut() throws Exception {
    assertThat(get("/shop/pages/timeout").statusCode()).isEqualTo(500);
    assertThat(tomcat.nextRequest())
        .containsSubsequence("suspended", "resumed", "timed out")
        .anyMatch(line -> line.startsWith("ended 500"));
  }

  @Test
  void carriesATaskOfTheContainer() throws Exception {
    assertThat(get("/shop/pages/start").body()).isEqualTo("on a worker");
    assertThat(tomcat.nextRequest())
        .contains("carried")
        .anyMatch(
            l -> l.startsWith("queued org.apache.catalina.core.AsyncContextImpl$RunnableWrapper"));
  }

  @Test
  void seesTheWorkersQueue() throws Exception {
    get("/shop/pages/hello");
    assertThat(tomcat.nextRequest().get(0)).isEqualTo("from the worker queue");
  }

  @Test
  void leavesNoTokenBehind() throws Exception {
    for (int i = 0; i < 20; i++) {
      get(i % 2 == 0 ? "/shop/pages/boom" : "/shop/pages/hello");
      List<String> seen = tomcat.nextRequest();
      assertThat(seen).containsOnlyOnce("started", "closed");
    }
  }

  @Test
  void reachesTheBridgeWithAClassOfItsOwn() {
    assertThat(tomcat.startLines).contains("self-check null");
  }

  @Test
  void weavesWithoutComplaint() {
    assertThat(tomcat.startLines).noneMatch(line -> line.contains("left alone"));
    assertThat(tomcat.startLines).noneMatch(line -> line.contains("could not weave"));
  }

  private static String last(List<String> lines) {
    return lines.get(lines.size() - 1);
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tomcat.port + path))
        .header("User-Agent", "test");
  }
}
