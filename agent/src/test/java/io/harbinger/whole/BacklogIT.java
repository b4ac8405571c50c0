package io.harbinger.whole;

import static io.harbinger.whole.Received.tags;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Visitors whom the server does not accept: none of their requests reaches the application. */
@EnabledOnOs(OS.LINUX)
class BacklogIT {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private Received received;
  private Origin origin;
  private final List<SocketChannel> visitors = new ArrayList<>();

  @BeforeEach
  void receive() throws IOException {
    received = new Received();
  }

  @AfterEach
  void endAll() throws IOException {
    leave();
    origin.process.destroyForcibly();
    received.close();
  }

  @Test
  void tellsOfAFullQueueAfterTheProcessWasStopped() throws Exception {
    start(List.of(), "shop.acceptCount=1");
    signal("STOP");
    long before = drops();
    come(8);
    awaitDrops(before + 15); // that is when each has tried three times
    signal("CONT");

    LogRecord started = received.condition("harbinger.condition.started", backlog());
    assertThat(tags(started))
        .containsEntry("harbinger.cause", "overload.accept_backlog")
        .containsEntry("harbinger.limit", 1.0);
    assertThat(tags(started).get("harbinger.level")).isEqualTo(2.0);
    assertThat(started.getBody().getStringValue())
        .contains("port " + origin.port)
        .contains("attempts were dropped")
        .contains("stood still for");
    leave();
    received.condition("harbinger.condition.ended", backlog());
    assertThat(Visit.to(origin, "/shop/hello").status()).isEqualTo(200);
  }

  @Test
  void tellsWhenAllConnectionsThatTheServerAllowsAreTaken() throws Exception {
    start(List.of(), "shop.acceptCount=2", "shop.maxConnections=3");
    try (ServerSocket other = new ServerSocket(0, 1, HERE)) {
      long before = drops();
      come(other.getLocalPort(), 6); // nobody accepts them, which is not the origin's affair
      awaitDrops(before + 5);
    }
    leave();
    come(9);

    LogRecord started = received.condition("harbinger.condition.started", backlog());
    assertThat(tags(started))
        .containsEntry("harbinger.cause", "overload.accept_backlog")
        .containsEntry("harbinger.level", 3.0)
        .containsEntry("harbinger.limit", 2.0);
    assertThat(started.getBody().getStringValue())
        .contains("all 3 connections that the server allows are taken");
    assertThat(received.events)
        .filteredOn(event -> event.getEventName().startsWith("harbinger.condition"))
        .hasSize(1);
    leave();
    received.condition("harbinger.condition.ended", backlog());
  }

  @Test
  void namesTheDescriptorsThatAreMissingToAccept() throws Exception {
    start(List.of("sh", "-c", "ulimit -n 160 && exec \"$0\" \"$@\""), "shop.acceptCount=20");
    long before = drops();
    while (drops() == before) {
      come(10); // few at a time, or the queue is full before the descriptors are gone
      LockSupport.parkNanos(50_000_000L);
    }
    come(10);
    awaitDrops(before + 40); // each has tried four times by then, some seven seconds
    leave(); // because nothing leaves a process that cannot open a connection

    LogRecord started = received.condition("harbinger.condition.started", "descriptors");
    assertThat(tags(started)).containsEntry("harbinger.cause", "overload.os_limit");
    LogRecord backlog = received.condition("harbinger.condition.started", backlog());
    assertThat(tags(backlog)).containsEntry("harbinger.cause", "overload.os_limit");
    assertThat(backlog.getBody().getStringValue()).contains("all 160 file descriptors");
  }

  private void start(List<String> before, String... settings) throws Exception {
    List<String> options =
        Origin.agent(
            "harbinger.gateway.deadline=3s",
            "otel.exporter.otlp.endpoint=" + received.endpoint(),
            "otel.bsp.schedule.delay=100");
    for (String setting : settings) {
      options.add("-D" + setting);
    }
    origin = Origin.start(before, Origin.running(), Libraries.newest(Origin.running()), options);
    assertThat(Visit.to(origin, "/shop/hello").status()).isEqualTo(200);
    // its first word comes when all of it has started
    Visit sampled = Visit.sampled(origin, "/shop/hello");
    assertThat(sampled.status()).isEqualTo(200);
    received.server(sampled);
  }

  private String backlog() {
    return "backlog:" + origin.port;
  }

  private void come(int many) throws IOException {
    come(origin.port, many);
  }

  /** Visitors who connect and wait; nobody blocks here. */
  private void come(int port, int many) throws IOException {
    for (int i = 0; i < many; i++) {
      SocketChannel visitor = SocketChannel.open();
      visitor.configureBlocking(false);
      visitor.connect(new InetSocketAddress(HERE, port));
      visitors.add(visitor);
    }
  }

  private void leave() throws IOException {
    for (SocketChannel visitor : visitors) {
      visitor.close();
    }
    visitors.clear();
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, "" + origin.process.pid()).start().waitFor();
  }

  private static void awaitDrops(long wanted) throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (drops() < wanted && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(10_000_000L);
    }
    assertThat(drops()).isGreaterThanOrEqualTo(wanted);
  }

  private static long drops() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("/proc/net/netstat"));
    List<String> names = List.of(lines.get(0).split(" "));
    return Long.parseLong(lines.get(1).split(" ")[names.indexOf("ListenDrops")]);
  }
}
