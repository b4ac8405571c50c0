package com.example.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The real Apache httpd; it does not notice a visitor who leaves. */
final class Httpd extends GatewayProgram {

  private static final List<String> MODULES =
      List.of("mpm_event", "authz_core", "proxy", "proxy_http", "log_config", "headers");

  Httpd(Workplace workplace, Path program, String name, int shopPort, Duration deadline)
      throws IOException, InterruptedException {
    super(workplace, name + "-httpd");
    run(
        configuration(shopPort, deadline),
        program.toString(),
        "-DFOREGROUND",
        "-f",
        conf.toString());
  }

  private String configuration(int shopPort, Duration deadline) {
    StringBuilder text = new StringBuilder();
    text.append("ServerRoot \"%1$s\"\nDefaultRuntimeDir \"%1$s\"\n".formatted(folder));
    text.append("PidFile httpd.pid\nServerName localhost\nErrorLog error.log\n");
    for (String module : MODULES) {
      // log_config is built into some packages
      text.append("<IfModule !%s_module>\n".formatted(module));
      text.append(
          "  LoadModule %1$s_module /usr/lib/apache2/modules/mod_%1$s.so\n".formatted(module));
      text.append("</IfModule>\n");
    }
    text.append(root() ? "User www-data\nGroup www-data\n" : "");
    return text.append(
            """
            ThreadsPerChild 64
            ServerLimit 32
            MaxRequestWorkers 2048
            ListenBacklog 4096
            Listen 127.0.0.1:%1$d
            LogFormat "%%{end:msec}t %%>s %%Dus - %%!503D %%{X-Request-Id}i \\"%%r\\" %%B/%%{Content-Length}o" visits
            CustomLog %2$s visits
            RequestHeader set X-Request-Start "%%t"
            ProxyPass / http://127.0.0.1:%3$d/ timeout=%4$d
            """
                .formatted(port, log, shopPort, Math.max(1, deadline.toSeconds())))
        .toString();
  }
}
