package io.harbinger.whole.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Apache's. */
final class Httpd extends RealGateway {
  Httpd(String program, boolean tls) throws IOException {
    super(program, tls, false);
  }

  @Override
  List<String> arguments(Path configuration) {
    return List.of("-DFOREGROUND", "-f", configuration.toString());
  }

  @Override
  String configuration(int origin) {
    StringBuilder text = new StringBuilder();
    text.append("ServerRoot \"%1$s\"\nDefaultRuntimeDir \"%1$s\"\n".formatted(folder));
    text.append("PidFile httpd.pid\nServerName localhost\nErrorLog /dev/null\n");
    for (String module : List.of("mpm_event", "authz_core", "proxy", "proxy_http", "ssl")) {
      text.append(
          "LoadModule %1$s_module /usr/lib/apache2/modules/mod_%1$s.so\n".formatted(module));
    }
    text.append(root() ? "User www-data\nGroup www-data\n" : "");
    String unverified =
        "SSLProxyEngine On\nSSLProxyVerify none\nSSLProxyCheckPeerName Off\n"
            + "SSLProxyCheckPeerExpire Off";
    for (int i = 0; i < ports.size(); i++) {
      Way way = ways.get(i);
      text.append(
          """
          Listen 127.0.0.1:%1$d
          <VirtualHost 127.0.0.1:%1$d>
            %2$s
            ProxyPass / %3$s://%4$s/ timeout=%5$d disablereuse=%6$s
          </VirtualHost>
          """
              .formatted(
                  ports.get(i),
                  tls ? unverified : "",
                  tls ? "https" : "http",
                  way.origin(origin),
                  LIMIT_MILLIS / 1_000,
                  way.keepAlive() ? "Off" : "On"));
    }
    return text.toString();
  }
}
