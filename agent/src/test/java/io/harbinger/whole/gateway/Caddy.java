package io.harbinger.whole.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

final class Caddy extends RealGateway {
  Caddy(String program, boolean tls) throws IOException {
    super(program, tls, false); // to HTTP/2 it puts no limit
  }

  @Override
  List<String> arguments(Path configuration) {
    return List.of("run", "--config", configuration.toString(), "--adapter", "caddyfile");
  }

  @Override
  String configuration(int origin) {
    StringBuilder text =
        new StringBuilder("{\n  admin off\n  auto_https off\n  grace_period 100ms\n}\n");
    for (int i = 0; i < ports.size(); i++) {
      Way way = ways.get(i);
      text.append(
          """
          http://:%d {
            bind 127.0.0.1
            reverse_proxy %s {
              transport http {
                response_header_timeout %dms
                versions 1.1
                %s
                %s
              }
            }
          }
          """
              .formatted(
                  ports.get(i),
                  way.origin(origin),
                  LIMIT_MILLIS,
                  way.keepAlive() ? "" : "keepalive off",
                  tls ? "tls_insecure_skip_verify" : ""));
    }
    return text.toString();
  }
}
