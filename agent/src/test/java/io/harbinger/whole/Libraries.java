package io.harbinger.whole;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the application runs on: folders of {@code target/libs}.
 *
 * @param server folder of Tomcat, Jetty or Undertow
 * @param hikari folder of HikariCP with H2; null: the application needs none
 */
record Libraries(String server, String hikari) {
  private static final Set<String> JAVAX_SERVERS =
      Set.of("tomcat-8.5", "tomcat-9.0", "jetty-9.4", "jetty-10.0", "undertow-2.2");

  static final Libraries JAVAX = new Libraries("tomcat-9.0", "hikari-5");
  static final Libraries JAKARTA = new Libraries("tomcat-10.1", "hikari-5");

  /** The newest that this Java can run. */
  static Libraries newest(String java) throws IOException {
    int version = version(java);
    if (version < 11) {
      return new Libraries("tomcat-8.5", "hikari-4");
    }
    if (version < 17) {
      return new Libraries("tomcat-9.0", "hikari-5");
    }
    return version < 21
        ? new Libraries("tomcat-10.1", "hikari-6")
        : new Libraries("tomcat-11.0", "hikari-7");
  }

  private static int version(String java) throws IOException {
    Process process =
        new ProcessBuilder(java, "-XshowSettings:properties", "-version")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    return said.lines()
        .map(String::trim)
        .filter(line -> line.startsWith("java.specification.version = "))
        .map(line -> line.substring(line.indexOf('=') + 2).replace("1.", ""))
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(java + ": " + said));
  }

  boolean runOn(String java) {
    try {
      return !server.equals("undertow-2.3") || version(java) >= 11;
    } catch (IOException noJava) {
      throw new UncheckedIOException(noJava);
    }
  }

  boolean jakarta() {
    return !JAVAX_SERVERS.contains(server);
  }

  /** What runs on it: {@code sample.Shop}, or {@code sample.Pages} by way of this. */
  String main() {
    return server.startsWith("jetty-")
        ? "JettyMain"
        : server.startsWith("undertow-") ? "UndertowMain" : "Shop";
  }

  /** The jars by name, because a compiler does not take a wildcard from everywhere. */
  String path() throws IOException {
    return hikari == null ? jars(server) : jars(server) + File.pathSeparator + jars(hikari);
  }

  private static String jars(String folder) throws IOException {
    try (Stream<Path> jars = Files.list(Path.of("target/libs", folder).toAbsolutePath())) {
      return jars.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
    }
  }
}
