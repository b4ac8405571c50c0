package io.harbinger.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.Test;

class SilentLoggerTest {
  private static final String LOGGER = "java/util/logging/Logger";

  @Test
  void hasEveryMethodThatTheShippedLibrariesCall() throws IOException {
    Set<String> called = new TreeSet<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (path.matches(".*/(opentelemetry-(?!proto)|okhttp|okio|kotlin-stdlib)[^/]*\\.jar")) {
        collect(new File(path), called);
      }
    }
    assertThat(called).hasSizeGreaterThan(3);
    Set<String> here =
        Arrays.stream(SilentLogger.class.getMethods())
            .map(method -> method.getName() + Type.getMethodDescriptor(method))
            .map(method -> method.replace(Type.getInternalName(SilentLogger.class), LOGGER))
            .collect(Collectors.toSet());
    assertThat(here).containsAll(called);
  }

  private static void collect(File file, Set<String> called) throws IOException {
    try (JarFile jar = new JarFile(file)) {
      for (JarEntry entry : java.util.Collections.list(jar.entries())) {
        if (entry.getName().endsWith(".class") && !entry.getName().contains("module-info")) {
          new ClassReader(jar.getInputStream(entry).readAllBytes())
              .accept(new Calls(called), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        }
      }
    }
  }

  private static final class Calls extends ClassVisitor {
    private final Set<String> called;
    private String owner = "";

    Calls(Set<String> called) {
      super(Opcodes.ASM9);
      this.called = called;
    }

    @Override
    public void visit(
        int version, int access, String name, String sig, String parent, String[] interfaces) {
      owner = name;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String type, String method, String called, boolean isInterface) {
          // okhttp's own logging for Android never loads elsewhere
          if (type.equals(LOGGER) && !owner.contains("/android/")) {
            Calls.this.called.add(method + called);
          }
        }
      };
    }
  }
}
