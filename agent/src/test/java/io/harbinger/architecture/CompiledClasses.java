package io.harbinger.architecture;

import io.harbinger.Agent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;

/** The agent's own classes, as compiled. */
final class CompiledClasses {

  private CompiledClasses() {}

  static List<ClassReader> all() {
    try (Stream<Path> files = Files.walk(directory())) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .sorted()
          .map(CompiledClasses::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ClassReader of(Class<?> type) {
    try (var in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
      return new ClassReader(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Internal names of all classes that code, signatures and annotations of this one mention. */
  static Set<String> mentioned(ClassReader type) {
    Set<String> names = new TreeSet<>();
    Remapper remapper =
        new Remapper(net.bytebuddy.utility.OpenedClassReader.ASM_API) {
          @Override
          public String map(String internalName) {
            names.add(internalName);
            return internalName;
          }
        };
    type.accept(new ClassRemapper(new ClassWriter(0), remapper), 0);
    return names;
  }

  private static Path directory() {
    try {
      return Path.of(Agent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ClassReader read(Path file) {
    try {
      return new ClassReader(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
