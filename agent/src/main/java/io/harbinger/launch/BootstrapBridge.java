package io.harbinger.launch;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.zip.ZipEntry;

/**
 * Puts the bridge into the bootstrap loader, class by class.
 *
 * <p>Not by appending the jar to the bootstrap path, because from then on the JVM takes application
 * classes no longer from the class-data archive. Appending is the way out where defining fails.
 */
final class BootstrapBridge {
  private final AgentJar jar;
  private final Instrumentation instrumentation;

  BootstrapBridge(AgentJar jar, Instrumentation instrumentation) {
    this.jar = jar;
    this.instrumentation = instrumentation;
  }

  static boolean isDefined() {
    try {
      Class.forName("io.harbinger.bridge.Bridge", false, null);
      return true;
    } catch (ClassNotFoundException expected) {
      return false;
    }
  }

  void define() throws IOException, ClassNotFoundException {
    Map<String, byte[]> classes = new HashMap<>();
    for (ZipEntry entry : jar.classes(AgentJar.BRIDGE)) {
      classes.put(internalName(entry), jar.bytes(entry));
    }
    try {
      defineAll(classes, definer());
    } catch (Exception | LinkageError refused) {
      append();
    }
    if (!isDefined()) {
      throw new IllegalStateException("the bridge could not be defined");
    }
  }

  @SuppressWarnings("unchecked")
  private BiFunction<String, byte[], Class<?>> definer()
      throws IOException, ReflectiveOperationException {
    if (System.getProperty("java.specification.version").startsWith("1.")) {
      return new BootstrapDefiner();
    }
    return (BiFunction<String, byte[], Class<?>>)
        ThrowAwayModule.make(
            jar.bytesOf(BootstrapDefiner.class), "jdk.internal.misc", instrumentation);
  }

  /** A class whose superclass is still missing waits for the next round. */
  private static void defineAll(
      Map<String, byte[]> classes, BiFunction<String, byte[], Class<?>> definer) {
    while (!classes.isEmpty()) {
      NoClassDefFoundError missing = null;
      int before = classes.size();
      for (String name : classes.keySet().toArray(new String[0])) {
        try {
          definer.apply(name, classes.get(name));
          classes.remove(name);
        } catch (NoClassDefFoundError superclass) {
          missing = superclass;
        }
      }
      if (classes.size() == before) {
        throw missing;
      }
    }
  }

  /** Loads the rest of launch first, because bootstrap would load it a second time from then on. */
  private void append() throws IOException, ClassNotFoundException {
    for (ZipEntry entry : jar.classes(AgentJar.LAUNCH)) {
      String name = internalName(entry).replace('/', '.');
      Class.forName(name, false, BootstrapBridge.class.getClassLoader());
    }
    instrumentation.appendToBootstrapClassLoaderSearch(jar.reopen());
  }

  private static String internalName(ZipEntry entry) {
    String path = entry.getName();
    return path.substring(0, path.length() - ".class".length());
  }
}
