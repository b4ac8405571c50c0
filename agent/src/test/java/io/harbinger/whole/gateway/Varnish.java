package io.harbinger.whole.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** It stores nothing here, and cannot encrypt. */
final class Varnish extends RealGateway {
  Varnish(String program, boolean tls) throws IOException {
    super(program, tls, false);
  }

  @Override
  List<String> arguments(Path configuration) {
    List<String> words =
        new ArrayList<>(
            List.of("-F", "-f", configuration.toString(), "-n", folder.resolve("work").toString()));
    words.addAll(List.of("-s", "malloc,32m", "-j", "none"));
    for (int i = 0; i < ports.size(); i++) {
      words.addAll(List.of("-a", "way%d=127.0.0.1:%d".formatted(i, ports.get(i))));
    }
    return words;
  }

  @Override
  String configuration(int origin) {
    StringBuilder text = new StringBuilder("vcl 4.1;\n");
    for (int i = 0; i < ports.size(); i++) {
      Way way = ways.get(i);
      text.append(
          """
          backend origin%1$d {
            .host = "%2$s"; .port = "%3$d"; .first_byte_timeout = %4$dms;
          }
          sub vcl_recv {
            if (local.socket == "way%1$d") {
              set req.backend_hint = origin%1$d; set req.http.x-kept = "%5$s"; return (pass);
            }
          }
          """
              .formatted(i, way.host(), origin, LIMIT_MILLIS, way.keepAlive() ? "yes" : "no"));
    }
    return text.append(
            """
            sub vcl_backend_fetch {
              if (bereq.http.x-kept == "no") { set bereq.http.Connection = "close"; }
            }
            """)
        .toString();
  }
}
