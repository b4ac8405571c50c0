package io.harbinger.whole.gateway;

import java.io.IOException;
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
}
