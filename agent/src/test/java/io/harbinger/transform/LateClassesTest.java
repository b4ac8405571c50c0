package io.harbinger.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LateClassesTest {
  private final ClassLoader loader = LateClassesTest.class.getClassLoader();
  private final List<Class<?>> loaded = new ArrayList<>();
  private final LateClasses late = new LateClasses();

  @Test
  void findsAClassOnceItIsDefined() {
    late.note(loader, LateClassesTest.class.getName());
    assertThat(late.take(jvm())).isEmpty();
    loaded.add(LateClassesTest.class);
    assertThat(late.take(jvm())).containsExactly(LateClassesTest.class);
    assertThat(late.none()).isTrue();
  }

  @Test
  void leavesAloneWhatAnotherLoaderDefined() {
    late.note(loader, String.class.getName());
    loaded.add(String.class);
    assertThat(late.take(jvm())).isEmpty();
  }

  @Test
  void knowsTheBootstrapLoader() {
    late.note(null, String.class.getName());
    loaded.add(String.class);
    assertThat(late.take(jvm())).containsExactly(String.class);
  }

  @Test
  void forgetsAClassThatNeverCame() {
    late.note(loader, "com.example.NeverDefined");
    for (int look = 0; look < 5; look++) {
      assertThat(late.none()).isFalse();
      late.take(jvm());
    }
    assertThat(late.none()).isTrue();
  }

  @Test
  void isBounded() {
    for (int i = 0; i < 3_000; i++) {
      late.note(loader, "com.example.Class" + i);
    }
    loaded.add(LateClassesTest.class);
    late.note(loader, LateClassesTest.class.getName());
    assertThat(late.take(jvm())).isEmpty();
  }

  private Instrumentation jvm() {
    return (Instrumentation)
        Proxy.newProxyInstance(
            loader,
            new Class<?>[] {Instrumentation.class},
            (proxy, method, arguments) -> loaded.toArray(new Class<?>[0]));
  }
}
