package io.harbinger.weave;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Bridge;
import io.harbinger.log.Log;
import io.harbinger.transform.Woven;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.utility.OpenedClassReader;
import org.junit.jupiter.api.Test;

/** A library of two versions, of which the advice below was written for the newer one. */
class LoomTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Woven woven =
      new Woven(new Log(new PrintStream(said, true), System::nanoTime, Log.Level.INFO));
  private final Loom loom = new Loom(List.of(), woven);

  @Test
  void weavesWhatHasAllThatTheAdviceRefersTo() throws IOException {
    assertThat(weave(strand("new", Written.class))).isNotNull();
    assertThat(woven.libraries()).containsExactly("new");
    assertThat(woven.leftAlone()).isEmpty();
  }

  @Test
  void leavesAloneWhatLacksAMethodAndSaysWhich() throws IOException {
    assertThat(weave(strand("old", Newer.class))).isNull();
    assertThat(said.toString())
        .isEqualTo(
            "harbinger: old (library-1.0.jar) is left alone: "
                + Engine.class.getName()
                + ".speed(I)J is missing, seen from "
                + Engine.class.getName()
                + System.lineSeparator());
  }

  @Test
  void saysNothingWhenAnotherVariantFits() throws IOException {
    assertThat(weave(strand("both", Newer.class), strand("both", Written.class))).isNotNull();
    assertThat(said.toString()).isEmpty();
  }

  @Test
  void saysItOnceForEachLibraryAndJar() throws IOException {
    weave(strand("old", Newer.class));
    weave(strand("old", Newer.class));
    assertThat(said.toString().lines()).hasSize(1);
  }

  @Test
  void passesOverAClassThatOnlySoundsLikeIt() throws IOException {
    Strand below =
        new Strand(
            "jdbc",
            Weave.implementing("java.sql.Statement", "Engine").advise(named("run"), Written.class));
    assertThat(weave(below)).isNull();
    assertThat(woven.libraries()).isEmpty();
  }

  private byte[] weave(Strand... strands) throws IOException {
    return loom.weave(
        Engine.class.getName(),
        LoomTest.class.getClassLoader(),
        "library-1.0.jar",
        withoutNewer(classFile(Engine.class)),
        List.of(strands));
  }

  private static Strand strand(String library, Class<?> advice) {
    return new Strand(library, Weave.exactly(Engine.class.getName()).advise(named("run"), advice));
  }

  private static byte[] withoutNewer(byte[] classFile) {
    ClassWriter older = new ClassWriter(0);
    OpenedClassReader.of(classFile)
        .accept(
            new ClassVisitor(OpenedClassReader.ASM_API, older) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String type, String signature, String[] thrown) {
                return type.equals("(I)J")
                    ? null
                    : super.visitMethod(access, name, type, signature, thrown);
              }
            },
            0);
    return older.toByteArray();
  }

  private static byte[] classFile(Class<?> type) throws IOException {
    try (InputStream in =
        type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
      return in.readAllBytes();
    }
  }

  static class Engine {
    void run() {}

    int speed() {
      return 1;
    }

    /** Only in the newer version: {@link #withoutNewer} takes it out. */
    long speed(int gear) {
      return gear;
    }
  }

  static final class Written {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Engine engine) {
      Bridge.poolSeen(engine.speed());
    }
  }

  static final class Newer {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Engine engine) {
      Bridge.poolSeen(engine.speed(3));
    }
  }
}
