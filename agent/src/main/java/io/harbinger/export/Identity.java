package io.harbinger.export;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who exports: the resource of the semantic conventions. */
final class Identity {
  private static final Pattern CONTAINER =
      Pattern.compile("(?:^|[/:-])([0-9a-f]{64})(?:$|\\.scope|/)");

  private final UnaryOperator<String> properties;
  private final UnaryOperator<String> environment;

  /** {@code /proc}, or a copy of it. */
  private final File proc;

  Identity(UnaryOperator<String> properties, UnaryOperator<String> environment, File proc) {
    this.properties = properties;
    this.environment = environment;
    this.proc = proc;
  }

  Resource resource(ExportSettings settings) {
    AttributesBuilder attributes = Resource.getDefault().getAttributes().toBuilder();
    put(attributes, "service.instance.id", settings.instanceId);
    put(attributes, "telemetry.distro.name", "harbinger");
    put(attributes, "telemetry.distro.version", settings.version);
    put(attributes, "process.runtime.name", properties.apply("java.runtime.name"));
    put(attributes, "process.runtime.version", properties.apply("java.runtime.version"));
    put(attributes, "process.runtime.description", runtime());
    put(attributes, "os.type", osType());
    put(attributes, "os.version", properties.apply("os.version"));
    put(attributes, "host.arch", properties.apply("os.arch"));
    put(attributes, "host.name", hostName());
    put(attributes, "container.id", containerId());
    long pid = pid();
    if (pid > 0) {
      attributes.put(AttributeKey.longKey("process.pid"), pid);
    }
    settings.resourceAttributes.forEach((name, value) -> put(attributes, name, value));
    put(attributes, "service.name", settings.serviceName);
    return Resource.create(attributes.build(), Names.SCHEMA);
  }

  private static void put(AttributesBuilder attributes, String name, String value) {
    if (value != null && !value.isEmpty()) {
      attributes.put(AttributeKey.stringKey(name), value);
    }
  }

  private String runtime() {
    return properties.apply("java.vm.vendor")
        + " "
        + properties.apply("java.vm.name")
        + " "
        + properties.apply("java.vm.version");
  }

  private String osType() {
    String name = String.valueOf(properties.apply("os.name")).toLowerCase(java.util.Locale.ROOT);
    if (name.startsWith("windows")) {
      return "windows";
    }
    return name.startsWith("mac") ? "darwin" : name.replace(' ', '_');
  }

  /** Without InetAddress.getLocalHost, which may ask a name server that does not answer. */
  private String hostName() {
    String kernel = firstLine(new File(proc, "sys/kernel/hostname"));
    String variable = environment.apply("HOSTNAME");
    return kernel != null
        ? kernel
        : variable != null ? variable : environment.apply("COMPUTERNAME");
  }

  private long pid() {
    try {
      return Long.parseLong(new File(proc, "self").getCanonicalFile().getName());
    } catch (IOException | NumberFormatException notLinux) {
      return -1;
    }
  }

  String containerId() {
    for (String file : new String[] {"self/cgroup", "self/mountinfo"}) {
      try (BufferedReader lines = open(new File(proc, file))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          // other mounts carry digests that name no container
          boolean tells = file.endsWith("cgroup") || line.contains("/containers/");
          Matcher matcher = CONTAINER.matcher(line);
          if (tells && matcher.find()) {
            return matcher.group(1);
          }
        }
      } catch (IOException notLinux) {
        return null;
      }
    }
    return null;
  }

  private static String firstLine(File file) {
    try (BufferedReader lines = open(file)) {
      return lines.readLine();
    } catch (IOException absent) {
      return null;
    }
  }

  private static BufferedReader open(File file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8));
  }
}
