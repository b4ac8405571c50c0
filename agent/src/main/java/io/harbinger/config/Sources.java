package io.harbinger.config;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where a setting may be written.
 *
 * <pre>
 *   system property  &gt;  environment  &gt;  -javaagent arguments  &gt;  properties file  &gt;  default
 * </pre>
 *
 * <p>An empty value counts as not written. Read once, before the application's main: so neither
 * java.nio.file nor java.util.logging.
 */
public final class Sources {
  interface Files {
    InputStream open(String path) throws IOException;
  }

  private static final String FILE = "harbinger.config.file";

  private final Map<String, String> properties;
  private final Map<String, String> environment;
  private final Map<String, String> arguments;
  private final Map<String, String> file;
  private final String path;

  /** What could not be read, as sentences. */
  final List<String> problems = new ArrayList<>();

  Sources(
      Map<String, String> properties,
      Map<String, String> environment,
      String arguments,
      Files files) {
    this.properties = properties;
    this.environment = environment;
    this.arguments = arguments(arguments);
    this.file = new LinkedHashMap<>();
    Written where = find(FILE);
    this.path = where == null ? null : where.value;
    if (path != null) {
      read(files);
    }
  }

  /**
   * @param arguments what stands after {@code -javaagent:harbinger.jar=}, or null
   */
  public static Sources ofThisProcess(String arguments) {
    Map<String, String> properties = new LinkedHashMap<>();
    Properties system = System.getProperties();
    for (String name : system.stringPropertyNames()) {
      properties.put(name, system.getProperty(name));
    }
    return new Sources(properties, System.getenv(), arguments, FileInputStream::new);
  }

  /** Null when nobody wrote it. */
  Written find(String name) {
    String variable = Setting.variable(name);
    Written written = written(properties.get(name), name, "system property -D" + name);
    if (written == null) {
      written = written(environment.get(variable), name, "environment " + variable);
    }
    if (written == null) {
      written = written(arguments.get(name), name, "agent argument " + name);
    }
    return written != null ? written : written(file.get(name), name, "file " + path);
  }

  /**
   * Names under {@code harbinger.} that somebody wrote, and all names of the arguments and of the
   * file; variables are given as they are spelled.
   */
  SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    for (String name : properties.keySet()) {
      if (name.startsWith("harbinger.")) {
        names.add(name);
      }
    }
    for (String name : environment.keySet()) {
      if (name.startsWith("HARBINGER_")) {
        names.add(name);
      }
    }
    names.addAll(arguments.keySet());
    names.addAll(file.keySet());
    return names;
  }

  private static Written written(String value, String name, String where) {
    String trimmed = value == null ? "" : value.trim();
    return trimmed.isEmpty() ? null : new Written(name, trimmed, where);
  }

  private void read(Files files) {
    try (InputStream in = files.open(path)) {
      Properties read = new Properties();
      read.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String name : read.stringPropertyNames()) {
        file.put(name, read.getProperty(name));
      }
    } catch (IOException | IllegalArgumentException | SecurityException unreadable) {
      problems.add(FILE + "=" + path + " cannot be read and is left out: " + unreadable);
    }
  }

  private static Map<String, String> arguments(String written) {
    Map<String, String> arguments = new LinkedHashMap<>();
    // only a comma before a known prefix ends a value, because otel.resource.attributes has commas
    for (String pair :
        written == null ? new String[0] : written.split(",\\s*(?=(harbinger|otel)\\.[^,=]+=)")) {
      int equals = pair.indexOf('=');
      if (!pair.trim().isEmpty()) {
        arguments.put(
            (equals < 0 ? pair : pair.substring(0, equals)).trim(),
            equals < 0 ? "" : pair.substring(equals + 1));
      }
    }
    return arguments;
  }

  /** A value as somebody wrote it, and where. */
  static final class Written {
    final String name;
    final String value;
    final String where;

    Written(String name, String value, String where) {
      this.name = name;
      this.value = value;
      this.where = where;
    }
  }
}
