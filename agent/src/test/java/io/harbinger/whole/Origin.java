package io.harbinger.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * {@code sample.Shop}, or {@code sample.Pages} on Jetty or Undertow, in a JVM of its own, with the
 * packaged agent or without.
 */
final class Origin {
  static final Path AGENT = Path.of(System.getProperty("harbinger.jar", "target/harbinger.jar"));

  private static final Path SOURCES = Path.of("src/test/java/sample");
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final long PATIENCE_SECONDS = 60;

  final int port;

  /** Its stderr, line by line as it comes. */
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  /** What the agent has said so far, without its prefix; of the test's thread. */
  final List<String> said = new ArrayList<>();

  final Process process;
  private final Thread reader;

  private Origin(Process process) throws IOException {
    this.process = process;
    reader = new Thread(() -> read(process.getErrorStream()), "origin's stderr");
    reader.setDaemon(true);
    reader.start();
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()));
    String line = out.readLine();
    if (line == null) {
      throw new IllegalStateException("the origin did not start: " + lines);
    }
    port = Integer.parseInt(line.substring("port ".length()));
  }

  /** As {@code ChildJvm} chooses them. */
  static Stream<String> javas() {
    String list = System.getenv("HARBINGER_TEST_JVMS");
    return list == null || list.isEmpty()
        ? Stream.of(running())
        : Arrays.stream(list.split(File.pathSeparator));
  }

  static String running() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** On the running Java, with the newest libraries that run on it. */
  static Origin start(List<String> options) throws IOException {
    return start(running(), Libraries.newest(running()), options);
  }

  static Origin start(String java, Libraries libraries, List<String> options) throws IOException {
    return start(List.of(), java, libraries, options);
  }

  /**
   * @param before what starts the JVM, such as a shell that joins a control group first
   */
  static Origin start(List<String> before, String java, Libraries libraries, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of(java, "-Xmx128m", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(List.of("-cp", classes(libraries) + File.pathSeparator + libraries.path()));
    command.addAll(
        libraries.main().equals("Shop")
            ? List.of("sample.Shop")
            : List.of("sample." + libraries.main(), "/pages/*|sample.Pages"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.matches("(HARBINGER|OTEL)_.*|JAVA_TOOL_OPTIONS"));
    return new Origin(builder.start());
  }

  /** The agent as it is attached by default, with settings as {@code name=value}. */
  static List<String> agent(String... settings) {
    List<String> options = new ArrayList<>(List.of("-javaagent:" + AGENT));
    // because it would report what died elsewhere
    options.add("-Dharbinger.blackbox.dir=" + TARGET.resolve("blackbox/" + UUID.randomUUID()));
    for (String setting : settings) {
      options.add("-D" + setting);
    }
    return options;
  }

  /** The first line of the agent's that has this in it, also of those that came before. */
  String says(String part) throws InterruptedException {
    for (String before : said) {
      if (before.contains(part)) {
        return before;
      }
    }
    while (true) {
      String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(line).as("a line with '%s' after %s", part, said).isNotNull();
      if (keep(line) && line.contains(part)) {
        return said.get(said.size() - 1);
      }
    }
  }

  /** Takes in what has come, without waiting. */
  boolean hasSaid(String part) {
    for (String line = lines.poll(); line != null; line = lines.poll()) {
      keep(line);
    }
    return said.stream().anyMatch(line -> line.contains(part));
  }

  private boolean keep(String line) {
    String prefix = "harbinger: ";
    return line.startsWith(prefix) && said.add(line.substring(prefix.length()));
  }

  /** Ends it as a deployment does; afterwards {@link #said} is complete. */
  void stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the origin did not end");
    }
    reader.join();
    for (String line = lines.poll(); line != null; line = lines.poll()) {
      keep(line);
    }
    assertThat(process.exitValue()).as("exit status").isZero();
  }

  /** Waits for an end that is none of its own. */
  void died() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("died").isTrue();
    reader.join();
  }

  private void read(InputStream stream) {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(stream))) {
      in.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException gone) {
      // the process ended
    }
  }

  /** The application in Java 8's class files, against these libraries. */
  private static synchronized Path classes(Libraries libraries) throws IOException {
    Path classes = TARGET.resolve("shop").resolve(libraries.server());
    Path translated = Files.createDirectories(classes.resolve("src"));
    List<Path> sources = new ArrayList<>();
    boolean done = Files.exists(classes.resolve("sample"));
    for (String name :
        libraries.main().equals("Shop")
            ? List.of("Shop.java")
            : List.of(libraries.main() + ".java", "Pages.java")) {
      String text = Files.readString(SOURCES.resolve(name));
      String own = libraries.jakarta() ? text.replace("javax.servlet", "jakarta.servlet") : text;
      Path source = translated.resolve(name);
      sources.add(source);
      done &= Files.exists(source) && Files.readString(source).equals(own);
      Files.writeString(source, own);
    }
    if (done) {
      return classes;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    List<String> options =
        List.of("--release", "8", "-nowarn", "-cp", libraries.path(), "-d", classes.toString());
    boolean compiled =
        compiler
            .getTask(
                problems,
                null,
                null,
                options,
                null,
                compiler
                    .getStandardFileManager(null, null, null)
                    .getJavaFileObjects(sources.toArray(new Path[0])))
            .call();
    assertThat(compiled).as(problems.toString()).isTrue();
    return classes;
  }
}
