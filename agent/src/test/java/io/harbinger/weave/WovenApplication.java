package io.harbinger.weave;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import net.bytebuddy.utility.OpenedClassReader;

/** A JVM of its own with {@link StubAgent} attached, and the events that it prints. */
public final class WovenApplication {
  /** Of the JVM that is woven; the one that runs the tests unless told otherwise. */
  private static final String JAVA_HOME =
      System.getProperty("harbinger.test.java", System.getProperty("java.home"));

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path CLASSES = TARGET.resolve("classes");
  private static final Path TEST_CLASSES = TARGET.resolve("test-classes");

  public final int port;
  public final List<String> startLines = new ArrayList<>();

  private final Process process;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  private WovenApplication(Process process) throws IOException {
    this.process = process;
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()));
    String line = out.readLine();
    while (line != null && !line.startsWith("port ")) {
      startLines.add(line);
      line = out.readLine();
    }
    if (line == null) {
      throw new IllegalStateException(String.join("\n", startLines));
    }
    this.port = Integer.parseInt(line.substring("port ".length()));
    Thread reader = new Thread(() -> out.lines().forEach(events::add), "application's output");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * @param libraries a folder of {@code target/libs}, or two with a plus between
   * @param jakarta whether the application's servlets are translated from javax first
   */
  public static WovenApplication start(
      String libraries, boolean jakarta, Class<?> main, String... arguments) throws IOException {
    Path work = Files.createTempDirectory(TARGET, "woven");
    Path bridge = jar(work.resolve("bridge.jar"), CLASSES, "io/harbinger/bridge/");
    Path agent = jar(work.resolve("agent.jar"), TEST_CLASSES, "io/harbinger/weave/StubAgent");
    Path application = jakarta ? jakartaCopy(work) : TEST_CLASSES;
    List<String> command = new ArrayList<>();
    command.add(Path.of(JAVA_HOME, "bin", "java").toString());
    command.add("-Xmx128m");
    command.add("-XX:TieredStopAtLevel=1");
    command.add(
        "-javaagent:"
            + agent
            + "="
            + String.join(
                File.pathSeparator,
                bridge.toString(),
                CLASSES.toString(),
                TEST_CLASSES.toString(),
                jarOf(ByteBuddy.class)));
    command.add("-cp");
    StringBuilder path = new StringBuilder(application.toString());
    for (String folder : libraries.split("\\+")) {
      path.append(File.pathSeparator).append(TARGET.resolve("libs/" + folder)).append("/*");
    }
    command.add(path.toString());
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new WovenApplication(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Lines about the next request, from its start until it is closed. */
  public List<String> nextRequest() throws InterruptedException {
    List<String> seen = new ArrayList<>();
    while (seen.isEmpty() || !seen.get(seen.size() - 1).endsWith(" closed")) {
      seen.add(nextLine(seen));
    }
    String last = seen.get(seen.size() - 1);
    String itsOwn = last.substring(0, last.lastIndexOf(' ') + 1);
    return seen.stream()
        .filter(line -> line.startsWith(itsOwn))
        .map(line -> line.substring(itsOwn.length()))
        .toList();
  }

  /** What the agent and the application have said since the last request, until this line. */
  public List<String> until(String end) throws InterruptedException {
    List<String> seen = new ArrayList<>();
    while (seen.isEmpty() || !seen.get(seen.size() - 1).contains(end)) {
      seen.add(nextLine(seen));
    }
    return seen;
  }

  private String nextLine(List<String> before) throws InterruptedException {
    String line = events.poll(20, SECONDS);
    if (line == null) {
      throw new AssertionError("nothing more after " + String.join("\n", before));
    }
    return line;
  }

  public void stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(20, SECONDS)) {
      process.destroyForcibly();
    }
  }

  private static String jarOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  private static Path jar(Path jar, Path classes, String prefix) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", StubAgent.class.getName());
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
        if (name.startsWith(prefix)) {
          out.putNextEntry(new JarEntry(name));
          Files.copy(file, out);
        }
      }
    }
    return jar;
  }

  private static Path jakartaCopy(Path work) throws IOException {
    Path copy = Files.createDirectories(work.resolve("jakarta/sample"));
    try (Stream<Path> files = Files.list(TEST_CLASSES.resolve("sample"))) {
      files.forEach(file -> translate(file, copy.resolve(file.getFileName())));
    }
    return copy.getParent();
  }

  private static void translate(Path from, Path to) {
    try {
      ClassReader reader = OpenedClassReader.of(Files.readAllBytes(from));
      ClassWriter writer = new ClassWriter(0);
      reader.accept(
          new ClassRemapper(
              writer,
              new Remapper(OpenedClassReader.ASM_API) {
                @Override
                public String map(String name) {
                  return name.startsWith("javax/servlet/") || name.startsWith("javax/ws/")
                      ? "jakarta" + name.substring("javax".length())
                      : name;
                }
              }),
          0);
      Files.write(to, writer.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
