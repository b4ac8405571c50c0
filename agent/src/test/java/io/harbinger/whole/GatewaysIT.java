package io.harbinger.whole;

import static io.harbinger.whole.Received.tags;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.whole.gateway.RealGateway;
import io.harbinger.whole.gateway.Way;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real gateways in front: what the span says the visitor got is what the visitor got, and neither
 * visitors who leave nor health checks are failures.
 */
class GatewaysIT {
  /** Fewer than the worker threads, so that each is read at once. */
  private static final int LEAVERS_AT_ONCE = 100;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"nginx", "haproxy", "httpd", "envoy", "traefik", "caddy", "varnish"})
  void saysWhatTheVisitorGot(String profile) throws Exception {
    RealGateway.assumeInstalled(profile);
    try (Received received = new Received()) {
      Origin origin = origin(profile, received);
      int gaveUp;
      try (RealGateway gateway = RealGateway.start(profile, origin.port)) {
        for (int port : gateway.ports) {
          assertThat(Visit.through(port, "GET", "/shop/hello").status()).isEqualTo(200);
        }
        boolean many = profile.equals("nginx");
        List<Visit> leavers = leaveEarly(gateway, origin, many ? 1_000 : 1);
        checkHealth(origin, many ? 10_000 : 200);

        List<Visit> hanging = hang(gateway);
        gaveUp = hanging.size();
        awaitGiveUp(hanging, received);
        assertThat(Visit.to(origin, "/shop/release").status()).isEqualTo(200);
        for (Visit visit : hanging) {
          assertThat(tags(received.server(visit)))
              .as(profile + " " + visit)
              .containsEntry("harbinger.gateway.profile", profile)
              .containsEntry("harbinger.gateway.outcome", "gave_up")
              .containsEntry("harbinger.gateway.status", (long) visit.got)
              .containsEntry(
                  "harbinger.gateway.deadline_source",
                  profile.equals("envoy") ? "header" : "setting");
        }
        Way last = gateway.ways.get(gateway.ways.size() - 1);
        if (last.http2()) {
          Visit stream = hanging.get(hanging.size() - 1);
          assertThat(tags(received.server(stream)))
              .containsEntry("network.protocol.version", "2")
              .containsEntry("harbinger.gateway.hangup_source", "channel");
        }
        for (Visit visit : leavers) {
          assertThat(received.of(visit)).noneMatch(GatewaysIT::gaveUp);
        }
      }
      origin.stop();
      received.drain();
      assertThat(received.spans).filteredOn(GatewaysIT::gaveUp).hasSize(gaveUp);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nginx", "haproxy", "httpd", "envoy", "traefik", "caddy"})
  void saysWhatTheVisitorGotWhereTheOriginIsEncrypted(String profile) throws Exception {
    RealGateway.assumeInstalled(profile);
    try (Received received = new Received()) {
      Origin origin = origin(profile, received, "-Dshop.keystore=" + keystore());
      try (RealGateway gateway = RealGateway.start(profile, origin.port, true)) {
        List<Visit> hanging = hang(gateway);
        awaitGiveUp(hanging, received);
        int any = gateway.ports.get(0);
        assertThat(Visit.through(any, "GET", "/shop/release").status()).isEqualTo(200);
        for (Visit visit : hanging) {
          assertThat(tags(received.server(visit)))
              .as(profile + " " + visit)
              .containsEntry("url.scheme", "https")
              .containsEntry("harbinger.gateway.outcome", "gave_up")
              .containsEntry("harbinger.gateway.status", (long) visit.got);
        }
      }
      origin.stop();
    }
  }

  /** Larger than Tomcat takes, which refuses it before any application sees it. */
  @ParameterizedTest
  @ValueSource(strings = {"nginx", "haproxy", "httpd"})
  void aRequestHeadThatTheServerRefusesIsNobodysFailure(String profile) throws Exception {
    RealGateway.assumeInstalled(profile);
    try (Received received = new Received()) {
      Origin origin = origin(profile, received);
      try (RealGateway gateway = RealGateway.start(profile, origin.port)) {
        int port = gateway.ports.get(0);
        for (int i = 0; i < 3; i++) {
          Visit refused = Visit.withHeaders(port, 6_000);
          assertThat(refused.status()).isEqualTo(400);
          Visit taken = Visit.withHeaders(port, 100);
          assertThat(taken.status()).isEqualTo(200);
          assertThat(tags(received.server(taken)))
              .containsEntry("harbinger.gateway.outcome", "answered")
              .doesNotContainKey("harbinger.cause");
          assertThat(received.of(refused)).isEmpty();
        }
      }
      origin.stop();
      received.drain();
      assertThat(received.events)
          .noneMatch(event -> event.getEventName().startsWith("harbinger.request."));
    }
  }

  private static Origin origin(String profile, Received received, String... more)
      throws IOException {
    List<String> options =
        Origin.agent(
            "harbinger.gateway.profile=" + profile,
            "harbinger.gateway.first_byte=" + RealGateway.LIMIT_MILLIS + "ms",
            "otel.exporter.otlp.endpoint=" + received.endpoint(),
            "otel.bsp.schedule.delay=100",
            "shop.takesSmallParts=true");
    options.addAll(List.of(more));
    return Origin.start(options);
  }

  /** Until the gateway has answered each and the agent has said so. */
  private static void awaitGiveUp(List<Visit> hanging, Received received) throws Exception {
    for (Visit visit : hanging) {
      int got = visit.status();
      received.event(visit, "harbinger.request.gave_up");
      visit.got = got;
    }
  }

  private Path keystore() throws Exception {
    Path file = folder.resolve("keystore.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command =
        List.of(
            keytool,
            "-genkeypair",
            "-alias",
            "shop",
            "-keyalg",
            "RSA",
            "-dname",
            "CN=localhost",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            "changeit");
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    return file;
  }

  @Test
  void recognisesNginxAndLearnsItsLimit() throws Exception {
    RealGateway.assumeInstalled("nginx");
    try (Received received = new Received()) {
      Origin origin =
          Origin.start(Origin.agent("otel.exporter.otlp.endpoint=" + received.endpoint()));
      try (RealGateway gateway = RealGateway.start("nginx", origin.port)) {
        int plain = gateway.ports.get(1);
        while (!origin.hasSaid("recognised the gateway")) {
          assertThat(Visit.through(plain, "GET", "/shop/hello").status()).isEqualTo(200);
        }
        assertThat(origin.says("recognised the gateway")).contains("nginx-before-1.29.7");
        // several looks at connections, because each tells the age of a hang-up only roughly
        for (int i = 0; i < 6 && !origin.hasSaid("learned that"); i++) {
          for (Visit visit : hangTogether(plain)) {
            assertThat(visit.status()).isEqualTo(504);
          }
        }
        // a busy machine reads the requests a little after the gateway has sent them
        assertThat(origin.says("learned that the gateway waits"))
            .containsPattern("waits (19|20)00 ms, from");
        assertThat(Visit.to(origin, "/shop/release").status()).isEqualTo(200);
      }
      origin.stop();
    }
  }

  private static List<Visit> hangTogether(int port) throws IOException {
    List<Visit> hanging = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      hanging.add(Visit.through(port, "GET", "/shop/wait"));
    }
    return hanging;
  }

  /** GET and POST on each way. */
  private static List<Visit> hang(RealGateway gateway) throws IOException {
    List<Visit> hanging = new ArrayList<>();
    for (int port : gateway.ports) {
      hanging.add(Visit.through(port, "GET", "/shop/wait"));
      hanging.add(Visit.through(port, "POST", "/shop/wait"));
    }
    return hanging;
  }

  /** So many visitors at least who wait for a third of what the gateway would have borne. */
  private static List<Visit> leaveEarly(RealGateway gateway, Origin origin, int least)
      throws IOException {
    List<Visit> leavers = new ArrayList<>();
    while (leavers.size() < least) {
      List<Visit> together = new ArrayList<>();
      while (together.size() < Math.min(least, LEAVERS_AT_ONCE)) {
        together.addAll(hang(gateway));
      }
      for (Visit visit : together) {
        visit.givesUpAfter(RealGateway.LIMIT_MILLIS / 3);
      }
      assertThat(Visit.to(origin, "/shop/release").status()).isEqualTo(200);
      leavers.addAll(together);
    }
    return leavers;
  }

  /** Connections without a request, answers that are reset, and peers that close their own side. */
  private static void checkHealth(Origin origin, int times) throws IOException {
    byte[] request = "GET /shop/hello HTTP/1.0\r\nHost: shop\r\n\r\n".getBytes(ISO_8859_1);
    for (int i = 0; i < times; i++) {
      try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), origin.port)) {
        if (i % 3 > 0) {
          socket.getOutputStream().write(request);
        }
        if (i % 3 == 1) {
          socket.shutdownOutput();
          String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
          assertThat(answer).endsWith("hello");
        } else if (i % 3 == 2) {
          assertThat(socket.getInputStream().read()).isEqualTo('H');
          socket.setSoLinger(true, 0);
        }
      }
    }
  }

  private static boolean gaveUp(Span span) {
    Map<String, Object> tags = tags(span);
    return span.getKind() == Span.SpanKind.SPAN_KIND_SERVER
        && "gave_up".equals(tags.get("harbinger.gateway.outcome"));
  }
}
