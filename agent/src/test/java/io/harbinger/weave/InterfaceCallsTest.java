package io.harbinger.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.junit.jupiter.api.Test;

class InterfaceCallsTest {
  @Test
  void callsAsAnInterfacesWhatBecameOne() throws IOException {
    byte[] advice = classFile(Written.class);
    assertThat(calls(advice)).contains("virtual speed", "virtual weight");
    assertThat(calls(InterfaceCalls.to(Set.of(Engine.class.getName()), advice)))
        .contains("interface speed", "virtual weight")
        .doesNotContain("virtual speed");
  }

  private static List<String> calls(byte[] classFile) {
    List<String> calls = new ArrayList<>();
    OpenedClassReader.of(classFile)
        .accept(
            new ClassVisitor(OpenedClassReader.ASM_API) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String type, String signature, String[] thrown) {
                return new MethodVisitor(OpenedClassReader.ASM_API) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String called, String type, boolean isInterface) {
                    assertThat(isInterface).isEqualTo(opcode == Opcodes.INVOKEINTERFACE);
                    calls.add((isInterface ? "interface " : "virtual ") + called);
                  }
                };
              }
            },
            0);
    return calls;
  }

  private static byte[] classFile(Class<?> type) throws IOException {
    try (InputStream in =
        type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
      return in.readAllBytes();
    }
  }

  static class Engine {
    int speed() {
      return 1;
    }
  }

  static class Car {
    int weight() {
      return 1;
    }
  }

  static final class Written {
    static int enter(Engine engine, Car car) {
      return engine.speed() + car.weight();
    }
  }
}
