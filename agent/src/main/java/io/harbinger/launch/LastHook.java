package io.harbinger.launch;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.function.Consumer;

/**
 * Gives the JVM work that it does after the shutdown hooks of the application have ended, through
 * the JDK's own sequence of stops.
 *
 * <pre>
 *   8          sun.misc.SharedSecrets
 *   9 to 11    jdk.internal.misc.SharedSecrets       as loaded by {@link ThrowAwayModule}
 *   12 on      jdk.internal.access.SharedSecrets     the same
 *
 *   slots      0 console, 1 the application's hooks, 2 files to delete, … 9 the last one: ours
 * </pre>
 */
public final class LastHook implements Consumer<Runnable> {
  private static final int LAST = 9;

  private final Object access;
  private final Method register;

  /** Public like the class because on 9 and later it is made by reflection from another loader. */
  public LastHook() throws ReflectiveOperationException {
    String home = home(System.getProperty("java.specification.version"));
    access = Class.forName(home + ".SharedSecrets").getMethod("getJavaLangAccess").invoke(null);
    register =
        Class.forName(home + ".JavaLangAccess")
            .getMethod("registerShutdownHook", int.class, boolean.class, Runnable.class);
  }

  static String home(String javaVersion) {
    if (javaVersion.startsWith("1.")) {
      return "sun.misc";
    }
    return Integer.parseInt(javaVersion) < 12 ? "jdk.internal.misc" : "jdk.internal.access";
  }

  @Override
  public void accept(Runnable work) {
    try {
      register.invoke(access, LAST, false, work);
    } catch (InvocationTargetException taken) {
      throw new IllegalStateException(taken.getCause());
    } catch (IllegalAccessException thrown) {
      throw new IllegalStateException(thrown);
    }
  }
}
