package io.harbinger.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import net.bytebuddy.jar.asm.ClassReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is shipped, and where in the jar it lies. */
class JarContentsIT {

  private static final Path GOLDEN = Path.of("src/test/resources/jar-contents.txt");
  private static final long MAX_BYTES = 10 * 1024 * 1024;

  static File file = new File(System.getProperty("harbinger.jar", "target/harbinger.jar"));
  static JarFile jar;
  static List<String> names;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(file);
    names = jar.stream().filter(e -> !e.isDirectory()).map(ZipEntry::getName).sorted().toList();
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Test
  void holdsThePackagesOfTheGoldenList() throws IOException {
    String found = names.stream().map(JarContentsIT::place).distinct().collect(lines());
    Path proposal = Files.writeString(Path.of("target/jar-contents.txt"), found);
    assertThat(found)
        .as("what the jar holds; if it is meant so, copy %s to %s", proposal, GOLDEN)
        .isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void showsOnlyLaunchAndBridgeAsClasses() {
    assertThat(names)
        .filteredOn(name -> name.endsWith(".class"))
        .isNotEmpty()
        .allMatch(name -> name.matches("io/harbinger/(launch|bridge)/.*"));
    assertThat(names)
        .filteredOn(name -> name.endsWith(".classdata"))
        .isNotEmpty()
        .allMatch(name -> name.startsWith("inst/"));
  }

  @Test
  void hasNoSecondVersionsNoModuleNoSignature() {
    assertThat(names)
        .noneMatch(name -> name.contains("META-INF/versions/"))
        .noneMatch(name -> name.contains("module-info"))
        .noneMatch(name -> name.matches(".*\\.(SF|DSA|RSA|EC)"))
        .doesNotHaveDuplicates();
  }

  @Test
  void staysBelowTenMebibytes() {
    System.out.printf("harbinger.jar: %.2f MiB%n", file.length() / 1024.0 / 1024.0);
    assertThat(file.length()).isLessThanOrEqualTo(MAX_BYTES);
  }

  @Test
  void loadsOnJava8AndItsEntryBelow() {
    assertThat(major("io/harbinger/launch/Premain.class")).isEqualTo(50);
    assertThat(names)
        .filteredOn(name -> name.endsWith(".classdata") || name.endsWith(".class"))
        .allSatisfy(name -> assertThat(major(name)).as(name).isLessThanOrEqualTo(52));
  }

  @Test
  void namesItsEntryAndVersion() throws IOException {
    var attributes = jar.getManifest().getMainAttributes();
    assertThat(attributes.getValue("Premain-Class")).isEqualTo("io.harbinger.launch.Premain");
    assertThat(attributes.getValue("Agent-Class")).isEqualTo("io.harbinger.launch.Premain");
    assertThat(attributes.getValue("Can-Retransform-Classes")).isEqualTo("true");
    assertThat(attributes.getValue("Can-Redefine-Classes")).isEqualTo("true");
    assertThat(attributes.getValue("Implementation-Version")).matches("\\d+\\.\\d+.*");
    assertThat(attributes.getValue("Multi-Release")).isNull();
  }

  /** A file at the top or below META-INF by its name, any other by the first parts of its path. */
  private static String place(String name) {
    String[] parts = name.split("/");
    boolean itself = parts.length == 1 || name.contains("META-INF/");
    int depth = itself ? parts.length : Math.min(4, parts.length - 1);
    return Arrays.stream(parts, 0, depth).collect(Collectors.joining("/"));
  }

  private static Collector<CharSequence, ?, String> lines() {
    return Collectors.joining("\n", "", "\n");
  }

  private static int major(String name) {
    try (var in = jar.getInputStream(jar.getEntry(name))) {
      return BytecodeLevelTest.major(new ClassReader(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
