package io.harbinger.launch;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * The unnamed module, from 9 on, that a package of the JDK's own is exported to: it holds one class
 * of ours alone and dies with it.
 *
 * <p>Exporting to our own module would export to the application as well, since the system loader
 * has but one, and libraries that probe for internals would find more than without us.
 */
final class ThrowAwayModule extends ClassLoader {

  private ThrowAwayModule() {
    super(null);
  }

  /** One of that class, which has a public constructor without parameters. */
  static Object make(byte[] ours, String exported, Instrumentation instrumentation)
      throws ReflectiveOperationException {
    Class<?> type = new ThrowAwayModule().defineClass(null, ours, 0, ours.length);
    export(exported, type, instrumentation);
    return type.getConstructor().newInstance();
  }

  private static void export(String name, Class<?> to, Instrumentation instrumentation)
      throws ReflectiveOperationException {
    Method getModule = Class.class.getMethod("getModule");
    Class<?> module = getModule.getReturnType();
    Instrumentation.class
        .getMethod("redefineModule", module, Set.class, Map.class, Map.class, Set.class, Map.class)
        .invoke(
            instrumentation,
            getModule.invoke(Object.class),
            Collections.emptySet(),
            Collections.singletonMap(name, Collections.singleton(getModule.invoke(to))),
            Collections.emptyMap(),
            Collections.emptySet(),
            Collections.emptyMap());
  }
}
