package com.example.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The real HAProxy; it can log to its output only. */
final class Haproxy extends GatewayProgram {

  Haproxy(Workplace workplace, Path program, String name, int shopPort, Duration deadline)
      throws IOException, InterruptedException {
    super(workplace, name + "-haproxy");
    run(configuration(shopPort, deadline), program.toString(), "-db", "-f", conf.toString());
  }

  private String configuration(int shopPort, Duration deadline) {
    return """
        global
          maxconn 4096
          log stdout format raw local0
        defaults
          mode http
          log global
          log-format "%%[date(0,ms)] %%ST %%Ta ms - %%Tc %%[capture.req.hdr(0)] %%{+Q}r %%ts"
          option abortonclose
          retries 0
          timeout connect %1$dms
          timeout queue %1$dms
          timeout server %1$dms
          timeout client 60s
        listen shop
          bind 127.0.0.1:%2$d backlog 4096
          capture request header X-Request-Id len 64
          http-reuse always
          http-request set-header X-Request-Start t=%%[date(0,us)]
          server shop 127.0.0.1:%3$d
        """
        .formatted(deadline.toMillis(), port, shopPort);
  }

  @Override
  public Path log() {
    return output();
  }
}
