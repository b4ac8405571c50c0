package com.example.stage;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The gateways that a shop may stand behind; all but the embedded one are installed programs. */
public enum GatewayKind {
  NGINX("nginx", "nginx"),
  HAPROXY("haproxy", "haproxy"),
  HTTPD("httpd", "apache2"),
  ENVOY("envoy", "envoy"),
  EMBEDDED("embedded", null);

  /** As the reader calls it. */
  public final String label;

  /** Null for the embedded one. */
  private final String program;

  GatewayKind(String label, String program) {
    this.label = label;
    this.program = program;
  }

  /** The real nginx where one is installed, else the embedded one. */
  public static GatewayKind usual() {
    return NGINX.find() == null ? EMBEDDED : NGINX;
  }

  /**
   * @throws IllegalArgumentException if there is none of that name, or not on this machine
   */
  public static GatewayKind of(String label) {
    for (GatewayKind kind : values()) {
      if (kind.label.equals(label)) {
        if (kind.program != null && kind.find() == null) {
          throw new IllegalArgumentException(label + " is not installed on this machine");
        }
        return kind;
      }
    }
    String all = Arrays.stream(values()).map(kind -> kind.label).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("no gateway " + label + "; there are " + all);
  }

  /** Which one it is, as a reader wants to know it. */
  public String sentence() {
    if (this != EMBEDDED) {
      return label + ", " + find();
    }
    return "an embedded Jetty proxy"
        + (NGINX.find() == null ? " (no nginx was found on this machine)" : "");
  }

  /** As the agent is told; the embedded one fails requests as nginx does. */
  String profile() {
    return this == EMBEDDED ? NGINX.label : label;
  }

  Gateway start(Workplace workplace, String name, int shopPort, Duration deadline)
      throws Exception {
    return switch (this) {
      case NGINX -> new Nginx(workplace, find(), name, shopPort, deadline);
      case HAPROXY -> new Haproxy(workplace, find(), name, shopPort, deadline);
      case HTTPD -> new Httpd(workplace, find(), name, shopPort, deadline);
      case ENVOY -> new Envoy(workplace, find(), name, shopPort, deadline);
      case EMBEDDED ->
          new EmbeddedGateway(workplace.folder.resolve(name + "-access.log"), shopPort, deadline);
    };
  }

  private Path find() {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(File.pathSeparator)),
            Stream.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}
