package io.harbinger.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolatedLoaderTest {

  @TempDir Path directory;
  IsolatedLoader loader;

  @BeforeEach
  void openAJarWithOneSupplier() throws Exception {
    Path file = directory.resolve("harbinger.jar");
    byte[] core = type("io.harbinger.Agent");
    try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(file))) {
      add(jar, "inst/io/harbinger/Agent.classdata", core);
      add(jar, "inst/inside/Word.classdata", type("inside.Word"));
      add(jar, "inst/META-INF/services/java.util.function.Supplier", "inside.Word".getBytes());
      add(jar, "inst/inside/word.txt", "from the jar".getBytes());
      add(jar, "outside/Word.class", type("outside.Word"));
    }
    loader = new IsolatedLoader(AgentJar.open(file.toFile()), ClassLoader.getPlatformClassLoader());
  }

  @Test
  void definesClassesFromInst() throws Exception {
    Class<?> word = loader.loadClass("inside.Word");
    assertThat(word.getClassLoader()).isSameAs(loader);
    assertThat(loader.loadClass("inside.Word")).isSameAs(word);
    assertThat(word.getPackage().getName()).isEqualTo("inside");
    assertThat(word.getProtectionDomain().getCodeSource().getLocation().getPath())
        .endsWith("harbinger.jar");
  }

  @Test
  void seesNeitherTheRestOfTheJarNorTheApplication() {
    assertThatThrownBy(() -> loader.loadClass("outside.Word"))
        .isInstanceOf(ClassNotFoundException.class);
    assertThatThrownBy(() -> loader.loadClass(IsolatedLoaderTest.class.getName()))
        .isInstanceOf(ClassNotFoundException.class);
    assertThat(loader.getResource("outside/Word.class")).isNull();
  }

  @Test
  void prefersItsOwnClassToTheParents() throws Exception {
    ClassLoader parent = IsolatedLoaderTest.class.getClassLoader();
    AgentJar jar = AgentJar.open(directory.resolve("harbinger.jar").toFile());
    ClassLoader below = new IsolatedLoader(jar, parent);
    assertThat(below.loadClass("io.harbinger.Agent").getClassLoader()).isSameAs(below);
    assertThat(below.loadClass("org.junit.jupiter.api.Test").getClassLoader()).isSameAs(parent);
  }

  @Test
  void seesThePlatform() throws Exception {
    assertThat(loader.loadClass("java.sql.Connection")).isNotNull();
  }

  @Test
  void findsClassFilesWhereByteBuddyLooks() throws Exception {
    try (ClassFileLocator locator = ClassFileLocator.ForClassLoader.of(loader)) {
      assertThat(locator.locate("inside.Word").isResolved()).isTrue();
    }
  }

  @Test
  void findsServices() {
    assertThat(ServiceLoader.load(Supplier.class, loader)).singleElement().matches(isFromTheJar());
  }

  @Test
  void opensResourcesByNameAndByAddress() throws Exception {
    try (InputStream in = loader.getResourceAsStream("inside/word.txt")) {
      assertThat(in).hasContent("from the jar");
    }
    URL address = Collections.list(loader.getResources("inside/word.txt")).get(0);
    try (InputStream in = new URL(address, "word.txt").openStream()) {
      assertThat(in).hasContent("from the jar");
    }
    assertThat(loader.getResource("inside/none.txt")).isNull();
    assertThatThrownBy(() -> new URL(address, "none.txt").openStream())
        .isInstanceOf(FileNotFoundException.class);
  }

  private static Predicate<Object> isFromTheJar() {
    return supplier -> "from the jar".equals(((Supplier<?>) supplier).get());
  }

  private static byte[] type(String name) {
    return new ByteBuddy()
        .subclass(Object.class)
        .implement(TypeDescription.ForLoadedType.of(Supplier.class))
        .name(name)
        .method(ElementMatchers.named("get"))
        .intercept(FixedValue.value("from the jar"))
        .make()
        .getBytes();
  }

  private static void add(ZipOutputStream jar, String name, byte[] content) throws Exception {
    jar.putNextEntry(new ZipEntry(name));
    jar.write(content);
  }
}
