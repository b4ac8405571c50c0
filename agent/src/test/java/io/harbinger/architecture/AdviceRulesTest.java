package io.harbinger.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.bridge.Bridge;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.jar.asm.ClassReader;
import org.junit.jupiter.api.Test;

class AdviceRulesTest {

  @Test
  void allAdviceOnlyTranslates() {
    List<List<String>> advice =
        CompiledClasses.all().stream().map(AdviceRules::brokenBy).filter(Objects::nonNull).toList();
    assertThat(advice).isNotEmpty();
    assertThat(advice.stream().flatMap(List::stream)).isEmpty();
  }

  @Test
  void allAdviceStandsNextToItsMatcher() {
    assertThat(CompiledClasses.all())
        .filteredOn(type -> AdviceRules.brokenBy(type) != null)
        .allSatisfy(
            type ->
                assertThat(matcherOf(type).getInterfaces())
                    .as(type.getClassName())
                    .contains("io/harbinger/weave/Instrumentation"));
  }

  @Test
  void acceptsAdviceThatTranslates() {
    assertThat(brokenBy(Translating.class)).isEmpty();
  }

  @Test
  void leavesOtherClassesAlone() {
    assertThat(AdviceRules.brokenBy(CompiledClasses.of(AdviceRulesTest.class))).isNull();
  }

  @Test
  void namesEachBrokenRule() {
    assertThat(brokenBy(Careless.class))
        .contains("has a field count")
        .contains("does not suppress Throwable in enter")
        .contains("has a lambda or string + in enter")
        .contains("mentions io/harbinger/architecture/AdviceRulesTest$Careless in enter")
        .contains("does not suppress Throwable in exit");
    assertThat(brokenBy(NotStatic.class)).contains("is no static nested class");
  }

  private static ClassReader matcherOf(ClassReader advice) {
    String outermost = advice.getClassName().replaceAll("\\$.*", "");
    return CompiledClasses.all().stream()
        .filter(type -> type.getClassName().equals(outermost))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> brokenBy(Class<?> advice) {
    ClassReader type = CompiledClasses.of(advice);
    return AdviceRules.brokenBy(type).stream()
        .map(line -> line.substring(type.getClassName().length() + 1))
        .toList();
  }

  static class Translating {
    static final String TARGET = "com.example.Server";

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.Argument(0) String path) {
      Object request = Bridge.requestStarted();
      Bridge.path(request, path);
      return request;
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter Object request, @Advice.Thrown Throwable thrown) {
      Bridge.requestEnded(request, 200, -1, thrown);
    }
  }

  static class Careless {
    static int count;

    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) String path) {
      Supplier<String> lazy = () -> "path " + path;
      record(lazy.get());
    }

    @Advice.OnMethodExit(suppress = IllegalStateException.class)
    static void exit() {}

    static void record(String path) {
      count++;
    }
  }

  class NotStatic {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter() {}
  }
}
