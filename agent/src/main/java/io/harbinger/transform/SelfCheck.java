package io.harbinger.transform;

import io.harbinger.bridge.Bridge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Goes the whole way once, with a class of our own in a loader that is thrown away.
 *
 * <pre>
 *   Probe, defined ─► transformer ─► advice inlined ─► Bridge of the bootstrap loader
 * </pre>
 */
public final class SelfCheck {
  public static final String NAME = "self-check";
  public static final String PROBE = "io.harbinger.transform.SelfCheck$Probe";

  private SelfCheck() {}

  /** Null when the bridge was reached, else why not; then step aside. */
  public static String failure() {
    try {
      new ThrowAway().define(Probe.class).getMethod("call").invoke(null);
      return Bridge.reached ? null : "woven code did not reach the bridge";
    } catch (Exception | LinkageError e) {
      return "a woven class could not be run: " + e;
    }
  }

  /** Public like its method because it is called by reflection from another loader. */
  public static final class Probe {
    private Probe() {}

    public static void call() {}
  }

  /** Below the bootstrap loader alone, as the classes of the JDK are. */
  private static final class ThrowAway extends ClassLoader {
    ThrowAway() {
      super(null);
    }

    Class<?> define(Class<?> type) throws IOException {
      String file = type.getName().replace('.', '/') + ".class";
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
        byte[] buffer = new byte[1024];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          bytes.write(buffer, 0, n);
        }
      }
      return defineClass(type.getName(), bytes.toByteArray(), 0, bytes.size());
    }
  }
}
