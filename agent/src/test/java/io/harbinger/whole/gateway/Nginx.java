package io.harbinger.whole.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

final class Nginx extends RealGateway {
  Nginx(String program, boolean tls) throws IOException {
    super(program, tls, false);
  }

  @Override
  List<String> arguments(Path configuration) {
    return List.of("-p", folder.toString(), "-c", configuration.toString(), "-e", "stderr");
  }

  @Override
  String configuration(int origin) {
    StringBuilder text = new StringBuilder();
    text.append(root() ? "user root;\n" : "");
    text.append("daemon off;\nworker_processes 1;\npid nginx.pid;\nerror_log stderr crit;\n");
    text.append("events { worker_connections 256; }\nhttp {\n  access_log off;\n");
    for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
      text.append("  %s_temp_path %s_temp;\n".formatted(kind, kind));
    }
    text.append("  proxy_read_timeout %dms;\n".formatted(LIMIT_MILLIS));
    for (int i = 0; i < ports.size(); i++) {
      Way way = ways.get(i);
      String reused = "proxy_http_version 1.1; proxy_set_header Connection \"\";";
      text.append(
          """
            upstream origin%1$d { server %2$s; %3$s }
            server {
              listen 127.0.0.1:%4$d;
              location / { proxy_pass %5$s://origin%1$d; %6$s }
            }
          """
              .formatted(
                  i,
                  way.origin(origin),
                  way.keepAlive() ? "keepalive 8;" : "",
                  ports.get(i),
                  tls ? "https" : "http",
                  way.keepAlive() ? reused : ""));
    }
    return text.append("}\n").toString();
  }
}
