package io.harbinger.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.harbinger.log.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS with a certificate that only our own settings trust, and how long a connection lives. */
@Timeout(60)
class BlockingSenderTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;
  private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> connections = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final Map<String, String> otel = new HashMap<>();
  private HttpsServer server;

  @BeforeEach
  void startServer() throws Exception {
    KeyStore keys = keys();
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
          arrived.add(exchange.getRequestURI().getPath());
          connections.add(exchange.getRequestHeaders().getFirst("Connection"));
        });
    server.start();
    String pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getCertificate("c").getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    Files.writeString(folder.resolve("c.pem"), pem);
    otel.put("otel.exporter.otlp.endpoint", "https://127.0.0.1:" + server.getAddress().getPort());
    otel.put("otel.metrics.exporter", "none");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void trustsTheCertificateOfTheSettings() throws Exception {
    otel.put("otel.exporter.otlp.certificate", folder.resolve("c.pem").toString());
    Export export = export();
    export.outbox().kept(Examples.healthy());
    export.close(20_000);
    assertThat(arrived).containsExactly("/v1/traces");
    assertThat(stderr.size()).isZero();
  }

  @Test
  void doesNotTrustAnUnknownCertificate() {
    Export export = export();
    export.outbox().kept(Examples.healthy());
    export.close(2_000);
    assertThat(arrived).isEmpty();
    assertThat(stderr.toString()).contains("traces do not arrive").hasLineCount(1);
  }

  @Test
  void saysThatACertificateCannotBeRead() {
    otel.put("otel.exporter.otlp.certificate", folder.resolve("none.pem").toString());
    Export export = export();
    export.outbox().kept(Examples.healthy());
    export.close(2_000);
    assertThat(stderr.toString()).contains("none.pem").hasLineCount(1);
  }

  @Test
  void triesOnceMoreWhereAConnectionBreaksWhileTheProcessEnds() throws Exception {
    try (ServerSocket breaking = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
      otel.put("otel.exporter.otlp.endpoint", "http://127.0.0.1:" + breaking.getLocalPort());
      Thread answers = new Thread(() -> breakFirst(breaking));
      answers.start();
      Export export = export();
      export.outbox().kept(Examples.healthy());
      export.close(20_000);
      assertThat(arrived.poll(20, TimeUnit.SECONDS)).isEqualTo("second");
      answers.join();
      assertThat(stderr.size()).isZero();
    }
  }

  private void breakFirst(ServerSocket breaking) {
    try {
      try (Socket first = breaking.accept()) {
        first.getInputStream().read();
      }
      try (Socket second = breaking.accept()) {
        second.getInputStream().read();
        arrived.add("second");
        String ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        second.getOutputStream().write(ok.getBytes(StandardCharsets.US_ASCII));
        second.shutdownOutput();
        second.getInputStream().readAllBytes();
      }
    } catch (IOException closed) {
      arrived.add(closed.toString());
    }
  }

  @Test
  void leavesAConnectionOpenOnlyWhileExportsFollowEachOther() throws Exception {
    otel.put("otel.exporter.otlp.certificate", folder.resolve("c.pem").toString());
    Export export = export();
    export.hurry();
    export.outbox().kept(Examples.healthy());
    assertThat(connections.poll(20, TimeUnit.SECONDS)).isEqualTo("close");
    export.outbox().kept(Examples.healthy());
    assertThat(connections.poll(20, TimeUnit.SECONDS)).isEqualTo("keep-alive");
    export.close(20_000);
  }

  private Export export() {
    Log log = new Log(new PrintStream(stderr, true), System::nanoTime, Log.Level.INFO);
    return Export.start(ExportSettings.of(otel, text -> Map.of(), "1", "shop"), log);
  }

  private KeyStore keys() throws Exception {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "c",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    keytool.getInputStream().readAllBytes();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }
}
