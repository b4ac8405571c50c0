package io.harbinger.launch;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The unnamed module, from 9 on, that {@code jdk.internal.misc} is exported to: it holds {@link
 * BootstrapDefiner} alone and dies with it.
 *
 * <p>Exporting to our own module would export to the application as well, since the system loader
 * has but one, and libraries that probe for internals would find more than without us.
 */
final class ThrowAwayModule extends ClassLoader {

  private ThrowAwayModule() {
    super(null);
  }

  @SuppressWarnings("unchecked")
  static BiFunction<String, byte[], Class<?>> definer(
      byte[] definerClass, Instrumentation instrumentation) throws ReflectiveOperationException {
    Class<?> type = new ThrowAwayModule().defineClass(null, definerClass, 0, definerClass.length);
    export("jdk.internal.misc", type, instrumentation);
    return (BiFunction<String, byte[], Class<?>>) type.getConstructor().newInstance();
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
