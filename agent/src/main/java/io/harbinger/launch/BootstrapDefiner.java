package io.harbinger.launch;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.function.BiFunction;

/**
 * Defines a class, given its name and bytes, in the bootstrap loader through the JDK's own unsafe.
 *
 * <pre>
 *   8     sun.misc.Unsafe.defineClass
 *   9 on  jdk.internal.misc.Unsafe.defineClass, as loaded by {@link ThrowAwayModule}
 * </pre>
 */
public final class BootstrapDefiner implements BiFunction<String, byte[], Class<?>> {
  private final Object unsafe;
  private final Method defineClass;

  /** Public like the class because on 9 and later it is made by reflection from another loader. */
  public BootstrapDefiner() throws ReflectiveOperationException {
    Class<?> type;
    if (System.getProperty("java.specification.version").startsWith("1.")) {
      type = Class.forName("sun.misc.Unsafe");
      Field field = type.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      unsafe = field.get(null);
    } else {
      type = Class.forName("jdk.internal.misc.Unsafe");
      unsafe = type.getMethod("getUnsafe").invoke(null);
    }
    defineClass =
        type.getMethod(
            "defineClass",
            String.class,
            byte[].class,
            int.class,
            int.class,
            ClassLoader.class,
            ProtectionDomain.class);
  }

  @Override
  public Class<?> apply(String name, byte[] bytes) {
    try {
      return (Class<?>) defineClass.invoke(unsafe, name, bytes, 0, bytes.length, null, null);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof Error) {
        throw (Error) thrown.getCause();
      }
      throw new IllegalStateException(thrown.getCause());
    } catch (IllegalAccessException thrown) {
      throw new IllegalStateException(thrown);
    }
  }
}
