package io.harbinger.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Runs a plain application in a JVM of its own, as a user would.
 *
 * <p>The JVMs are those of the environment variable {@code HARBINGER_TEST_JVMS}, a path list of
 * {@code java} executables; else the one that runs the test.
 */
final class ChildJvm {
  static final Path AGENT = Path.of(System.getProperty("harbinger.jar", "target/harbinger.jar"));

  /** Prints what it sees around itself, then waits for the end of its input if told so. */
  private static final String APPLICATION =
      """
      public class Application {
        public static void main(String[] args) throws Exception {
          System.out.println("application of " + args.length + " arguments");
          for (String name : new String[] {
              "net.bytebuddy.ByteBuddy", "io.opentelemetry.api.OpenTelemetry",
              "org.HdrHistogram.Histogram", "kotlin.Unit", "io.harbinger.Agent",
              "io.harbinger.timeline.RequestView"}) {
            System.out.println(name + ": " + (isVisible(name) ? "visible" : "hidden"));
          }
          System.out.println("internals: " + internals());
          System.out.println("context loader: "
              + (Thread.currentThread().getContextClassLoader() == Application.class.getClassLoader()));
          System.out.println("threads may end: " + Thread.currentThread().getThreadGroup().getName());
          if (args.length > 0 && args[0].equals("bridge")) {
            Class<?> bridge = Class.forName("io.harbinger.bridge.Bridge");
            System.out.println("bridge loader: " + bridge.getClassLoader());
          }
          if (args.length > 0 && args[0].equals("wait")) {
            System.out.flush();
            while (System.in.read() >= 0) {}
          }
        }

        static boolean isVisible(String name) {
          try {
            Class.forName(name, false, Application.class.getClassLoader());
            return true;
          } catch (ClassNotFoundException e) {
            return false;
          }
        }

        static String internals() {
          try {
            Class.forName("jdk.internal.misc.Unsafe").getMethod("getUnsafe").invoke(null);
            return "open";
          } catch (Exception e) {
            return e.getClass().getSimpleName();
          }
        }
      }
      """;

  /** What the application's environment has beside the test's own. */
  final Map<String, String> environment = new HashMap<>();

  private final Path directory;

  ChildJvm(Path directory) {
    this.directory = directory;
    // because it would report what died elsewhere
    environment.put("HARBINGER_BLACKBOX_DIR", String.valueOf(directory.resolve("blackbox")));
  }

  static Stream<String> executables() {
    String list = System.getenv("HARBINGER_TEST_JVMS");
    return list == null || list.isEmpty()
        ? Stream.of(running())
        : Arrays.stream(list.split(File.pathSeparator));
  }

  static String running() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** A jar, because the class-data archive takes no directories. */
  Path application() throws IOException {
    Path jar = directory.resolve("application.jar");
    if (Files.exists(jar)) {
      return jar;
    }
    Path source = Files.writeString(directory.resolve("Application.java"), APPLICATION);
    String[] arguments = {"--release", "8", "-Xlint:-options", source.toString()};
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments)).isZero();
    Jars.write(jar, List.of(directory.resolve("Application.class")));
    return jar;
  }

  Outcome run(String java, List<String> options, String... arguments) throws Exception {
    return start(java, options, arguments).await();
  }

  Running start(String java, List<String> options, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(options);
    command.addAll(List.of("-cp", application().toString(), "Application"));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(directory, "out", "");
    Path err = Files.createTempFile(directory, "err", "");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().keySet().removeIf(name -> name.matches("(HARBINGER|OTEL)_.*"));
    builder.environment().putAll(environment);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new Running(builder.start(), out, err);
  }

  record Running(Process process, Path out, Path err) {

    Outcome await() throws Exception {
      process.getOutputStream().close();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends by itself").isTrue();
      return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }
  }

  record Outcome(int status, String out, String err) {

    /** The application's own output, which must not depend on the agent. */
    void assertSameAs(Outcome without) {
      assertThat(status).as(err).isZero();
      assertThat(out).isEqualTo(without.out);
    }

    List<String> errLines() {
      return err.lines().toList();
    }
  }
}
