package io.harbinger.whole;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * nginx, HAProxy or Apache httpd from a package, with a configuration of our own: one port for each
 * way to the origin.
 */
final class RealGateway implements AutoCloseable {
  /** How the gateway reaches the origin. */
  record Way(boolean keepAlive, boolean ipv6, boolean http2) {
    private static final List<Way> PLAIN =
        List.of(
            new Way(true, false, false),
            new Way(false, false, false),
            new Way(true, true, false),
            new Way(false, true, false));

    private static final Way STREAMS = new Way(true, false, true);

    String origin(int port) {
      return (ipv6 ? "[::1]:" : "127.0.0.1:") + port;
    }
  }

  /** For which the gateway waits. */
  static final int LIMIT_MILLIS = 2_000;

  final List<Way> ways = new ArrayList<>(Way.PLAIN);

  /** In the order of the ways. */
  final List<Integer> ports = new ArrayList<>();

  private final boolean tls;
  private final Path folder;
  private final Path conf;
  private Process process;

  private RealGateway(String name, boolean tls) throws IOException {
    this.tls = tls;
    Path target = Path.of("target").toAbsolutePath();
    folder = Files.createTempDirectory(target, name);
    conf = folder.resolve("gateway.conf");
    if (name.equals("haproxy") && !tls) {
      ways.add(Way.STREAMS); // the only one of them that speaks HTTP/2 to an origin
    }
    List<ServerSocket> held = new ArrayList<>();
    for (int i = 0; i < ways.size(); i++) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
      held.add(socket);
      ports.add(socket.getLocalPort());
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
  }

  /** Where the program is, or null. */
  static Path program(String profile) {
    String name = profile.equals("httpd") ? "apache2" : profile;
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(File.pathSeparator)),
            Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  static RealGateway start(String profile, int origin) throws Exception {
    return start(profile, origin, false);
  }

  /**
   * @param tls to the origin, whose certificate nobody verifies
   */
  static RealGateway start(String profile, int origin, boolean tls) throws Exception {
    RealGateway gateway = new RealGateway(profile, tls);
    String program = program(profile).toString();
    switch (profile) {
      case "nginx" ->
          gateway.run(
              gateway.nginx(origin),
              List.of(
                  program,
                  "-p",
                  gateway.folder.toString(),
                  "-c",
                  gateway.conf.toString(),
                  "-e",
                  "stderr"));
      case "haproxy" ->
          gateway.run(
              gateway.haproxy(origin), List.of(program, "-db", "-f", gateway.conf.toString()));
      case "httpd" ->
          gateway.run(
              gateway.httpd(origin),
              List.of(program, "-DFOREGROUND", "-f", gateway.conf.toString()));
      default -> throw new IllegalArgumentException(profile);
    }
    return gateway;
  }

  private String nginx(int origin) {
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
      String kept = way.keepAlive ? "keepalive 8;" : "";
      String reused = "proxy_http_version 1.1; proxy_set_header Connection \"\";";
      text.append(
          """
            upstream origin%1$d { server %2$s; %3$s }
            server {
              listen 127.0.0.1:%4$d;
              location / { proxy_pass %6$s://origin%1$d; %5$s }
            }
          """
              .formatted(
                  i,
                  way.origin(origin),
                  kept,
                  ports.get(i),
                  way.keepAlive ? reused : "",
                  tls ? "https" : "http"));
    }
    return text.append("}\n").toString();
  }

  private String haproxy(int origin) {
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
                  way.keepAlive ? "http-reuse always" : "option httpclose",
                  way.origin(origin),
                  tls ? "ssl verify none" : way.http2 ? "proto h2 check-proto h1" : ""));
    }
    return text.toString();
  }

  private String httpd(int origin) {
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
            %5$s
            ProxyPass / %6$s://%2$s/ timeout=%3$d disablereuse=%4$s
          </VirtualHost>
          """
              .formatted(
                  ports.get(i),
                  way.origin(origin),
                  LIMIT_MILLIS / 1_000,
                  way.keepAlive ? "Off" : "On",
                  tls ? unverified : "",
                  tls ? "https" : "http"));
    }
    return text.toString();
  }

  private void run(String configuration, List<String> command) throws Exception {
    Files.writeString(conf, configuration);
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    for (int port : ports) {
      while (!listens(port)) {
        if (!process.isAlive()) {
          throw new IOException(command + ": " + Files.readString(folder.resolve("output")));
        }
        Thread.onSpinWait();
      }
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static boolean root() {
    return System.getProperty("user.name").equals("root");
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
