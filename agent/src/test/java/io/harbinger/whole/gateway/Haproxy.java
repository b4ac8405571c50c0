package io.harbinger.whole.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

final class Haproxy extends RealGateway {
  Haproxy(String program, boolean tls) throws IOException {
    super(program, tls, true);
  }

  @Override
  List<String> arguments(Path configuration) {
    return List.of("-db", "-f", configuration.toString());
  }

  @Override
  String configuration(int origin) {
    StringBuilder text = new StringBuilder();
    text.append("global\n  maxconn 200\ndefaults\n  mode http\n  timeout connect 5s\n");
    text.append("  timeout client 60s\n  timeout server %dms\n".formatted(LIMIT_MILLIS));
    text.append("  timeout check 10s\n  option abortonclose\n  option httpchk GET /shop/hello\n");
    for (int i = 0; i < ports.size(); i++) {
      Way way = ways.get(i);
      text.append(
          """
          listen way%d
            bind 127.0.0.1:%d
            %s
            server origin %s check inter 50ms %s
          """
              .formatted(
                  i,
                  ports.get(i),
                  way.keepAlive() ? "http-reuse always" : "option httpclose",
                  way.origin(origin),
                  tls ? "ssl verify none" : way.http2() ? "proto h2 check-proto h1" : ""));
    }
    return text.toString();
  }
}
