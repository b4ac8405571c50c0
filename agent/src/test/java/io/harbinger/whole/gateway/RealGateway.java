package io.harbinger.whole.gateway;

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
import org.junit.jupiter.api.Assumptions;

/**
 * An installed gateway with a configuration of our own: one port for each way to the origin. It
 * does not verify the origin's certificate.
 */
public abstract class RealGateway implements AutoCloseable {
  /** For which the gateway waits. */
  public static final int LIMIT_MILLIS = 2_000;

  public final List<Way> ways = new ArrayList<>();

  /** In the order of the ways. */
  public final List<Integer> ports = new ArrayList<>();

  final Path folder;
  final boolean tls;

  private final Path program;
  private Process process;

  /**
   * @param http2 whether it speaks that to an origin, which it does where nothing is encrypted
   */
  RealGateway(String program, boolean tls, boolean http2) throws IOException {
    this.tls = tls;
    this.program = find(program);
    folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), program);
    for (boolean ipv6 : new boolean[] {false, true}) {
      ways.add(new Way(true, ipv6, false));
      ways.add(new Way(false, ipv6, false));
    }
    if (http2 && !tls) {
      ways.add(new Way(true, false, true));
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

  /** Leaves the test out, and says so, where there is none. */
  public static void assumeInstalled(String profile) {
    if (find(program(profile)) == null) {
      System.out.println(profile + " is not installed, so it is not tested");
      Assumptions.abort(profile + " is not installed");
    }
  }

  public static RealGateway start(String profile, int origin) throws Exception {
    return start(profile, origin, false);
  }

  /**
   * @param tls to the origin
   */
  public static RealGateway start(String profile, int origin, boolean tls) throws Exception {
    String program = program(profile);
    RealGateway gateway =
        switch (profile) {
          case "nginx" -> new Nginx(program, tls);
          case "haproxy" -> new Haproxy(program, tls);
          case "httpd" -> new Httpd(program, tls);
          case "envoy" -> new Envoy(program, tls);
          case "traefik" -> new Traefik(program, tls);
          case "caddy" -> new Caddy(program, tls);
          case "varnish" -> new Varnish(program, tls);
          default -> throw new IllegalArgumentException(profile);
        };
    gateway.run(origin);
    return gateway;
  }

  abstract String configuration(int origin) throws IOException;

  /** What follows the program's name. */
  abstract List<String> arguments(Path configuration);

  private void run(int origin) throws Exception {
    Path configuration = Files.writeString(folder.resolve("gateway.yaml"), configuration(origin));
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments(configuration));
    Path output = folder.resolve("output");
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    for (int port : ports) {
      while (!serves(port)) {
        if (!process.isAlive()) {
          throw new IOException(command + ": " + Files.readString(output));
        }
        Thread.onSpinWait();
      }
    }
  }

  private static String program(String profile) {
    return switch (profile) {
      case "httpd" -> "apache2";
      case "varnish" -> "varnishd";
      default -> profile;
    };
  }

  private static Path find(String program) {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(File.pathSeparator)),
            Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  /** Whether it is ready to pass requests on. */
  boolean serves(int port) {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  static boolean root() {
    return System.getProperty("user.name").equals("root");
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
