package io.harbinger.whole.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Its routes are in a file of their own. */
final class Traefik extends RealGateway {
  Traefik(String program, boolean tls) throws IOException {
    super(program, tls, false); // to HTTP/2 it puts no limit
  }

  @Override
  List<String> arguments(Path configuration) {
    return List.of("--configFile=" + configuration);
  }

  @Override
  String configuration(int origin) throws IOException {
    StringBuilder entries = new StringBuilder();
    StringBuilder routers = new StringBuilder("http:\n  routers:\n");
    StringBuilder services = new StringBuilder("  services:\n");
    StringBuilder transports = new StringBuilder("  serversTransports:\n");
    for (int i = 0; i < ports.size(); i++) {
      Way way = ways.get(i);
      String name = "way" + i;
      entries.append("  %s: {address: \"127.0.0.1:%d\"}\n".formatted(name, ports.get(i)));
      routers.append(
          "    %1$s: {rule: \"PathPrefix(`/`)\", service: %1$s, entryPoints: [%1$s]}\n"
              .formatted(name));
      services.append(
          """
              %1$s:
                loadBalancer: {serversTransport: %1$s, servers: [{url: "%2$s://%3$s"}]}
          """
              .formatted(name, tls ? "https" : "http", way.origin(origin)));
      transports.append(
          """
              %s:
                maxIdleConnsPerHost: %d
                insecureSkipVerify: true
                disableHTTP2: true
                forwardingTimeouts: {responseHeaderTimeout: %dms}
          """
              .formatted(name, way.keepAlive() ? 8 : -1, LIMIT_MILLIS));
    }
    Path routes =
        Files.writeString(folder.resolve("routes.yaml"), "" + routers + services + transports);
    return """
        global: {checkNewVersion: false, sendAnonymousUsage: false}
        providers: {file: {filename: "%s"}}
        entryPoints:
        """
            .formatted(routes)
        + entries;
  }

  /** It listens before it knows its routes. */
  @Override
  boolean serves(int port) {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      byte[] request = "GET /shop/hello HTTP/1.1\r\nHost: shop\r\n\r\n".getBytes(ISO_8859_1);
      socket.getOutputStream().write(request);
      byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 404".length());
      return answer.length > 0 && !new String(answer, ISO_8859_1).endsWith(" 404");
    } catch (IOException notYet) {
      return false;
    }
  }
}
