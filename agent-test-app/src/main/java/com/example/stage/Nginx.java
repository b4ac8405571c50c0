package com.example.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The real nginx. */
final class Nginx extends GatewayProgram {

  Nginx(Workplace workplace, Path program, String name, int shopPort, Duration deadline)
      throws IOException, InterruptedException {
    super(workplace, name + "-nginx");
    run(
        configuration(shopPort, deadline),
        program.toString(),
        "-p",
        folder.toString(),
        "-c",
        conf.toString(),
        "-e",
        "stderr");
  }

  private String configuration(int shopPort, Duration deadline) {
    return """
        %s
        daemon off;
        worker_processes 1;
        pid nginx.pid;
        error_log stderr warn;
        events { worker_connections 4096; }
        http {
          client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi; scgi_temp_path scgi;
          log_format visits '$msec $status $request_time $upstream_status $upstream_connect_time '
                            '$http_x_request_id "$request" '
                            '$body_bytes_sent/$sent_http_content_length';
          access_log %s visits;
          upstream shop { server 127.0.0.1:%d; keepalive 32; }
          server {
            listen 127.0.0.1:%d backlog=4096;
            location / {
              proxy_pass http://shop;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_set_header X-Request-Start "t=${msec}";
              proxy_read_timeout %dms;
              proxy_connect_timeout %dms;
              proxy_next_upstream off;
            }
          }
        }
        """
        .formatted(
            // workers need their temporary folders, which belong to whoever started this
            root() ? "user root;" : "",
            log,
            shopPort,
            port,
            deadline.toMillis(),
            deadline.toMillis());
  }
}
