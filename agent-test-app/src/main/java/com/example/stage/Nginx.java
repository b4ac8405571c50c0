package com.example.stage;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The real nginx with a configuration of our own, everything it writes inside the workplace. */
final class Nginx implements Gateway {

  private final int port;
  private final Path log;
  private final Process process;

  static Path find() {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(File.pathSeparator)),
            Stream.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"))
        .map(folder -> Path.of(folder, "nginx"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  Nginx(Workplace workplace, Path program, String name, int shopPort, Duration deadline)
      throws IOException, InterruptedException {
    port = freePort();
    Path folder = Files.createDirectory(workplace.folder.resolve(name + "-nginx"));
    log = Files.createFile(folder.resolve("access.log"));
    Path conf = folder.resolve("nginx.conf");
    Files.writeString(conf, configuration(folder, shopPort, deadline));
    process =
        workplace.start(
            name + "-nginx",
            List.of(
                program.toString(),
                "-p",
                folder.toString(),
                "-c",
                conf.toString(),
                "-e",
                "stderr"));
    awaitListening();
  }

  private String configuration(Path folder, int shopPort, Duration deadline) {
    boolean root = System.getProperty("user.name").equals("root");
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
                            '$http_x_request_id "$request"';
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
            root ? "user root;" : "",
            log,
            shopPort,
            port,
            deadline.toMillis(),
            deadline.toMillis());
  }

  private void awaitListening() throws IOException, InterruptedException {
    for (int attempt = 0; attempt < 200 && process.isAlive(); attempt++) {
      try {
        new Socket("127.0.0.1", port).close();
        return;
      } catch (IOException e) {
        Thread.sleep(25);
      }
    }
    throw new IOException("nginx does not listen");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Path log() {
    return log;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
