package io.harbinger.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import net.bytebuddy.jar.asm.ClassReader;
import org.junit.jupiter.api.Test;

class BytecodeLevelTest {

  private static final int JAVA_8 = 52;

  @Test
  void allOurClassesLoadOnJava8() {
    assertThat(CompiledClasses.all())
        .isNotEmpty()
        .allSatisfy(
            type -> assertThat(major(type)).as(type.getClassName()).isLessThanOrEqualTo(JAVA_8));
  }

  @Test
  void seesANewerClass() {
    assertThat(major(CompiledClasses.of(BytecodeLevelTest.class))).isGreaterThan(JAVA_8);
  }

  static int major(ClassReader type) {
    return type.readShort(6);
  }
}
