package io.harbinger.transform;

import io.harbinger.bridge.Bridge;
import io.harbinger.bridge.Recorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Goes the whole way once, with a class of our own in a loader that is thrown away.
 *
 * <pre>
 *   Probe, defined ─► transformer ─► advice inlined ─► Bridge of the bootstrap loader ─► an ear
 * </pre>
 *
 * <p>Puts the ear into the bridge's slot for that moment, so it must run before the core listens.
 */
public final class SelfCheck {
  public static final String NAME = "self-check";
  public static final String PROBE = "io.harbinger.transform.SelfCheck$Probe";

  /** What the woven probe says to the bridge. */
  public static final String WORD = "harbinger self-check";

  private SelfCheck() {}

  /** Null when the bridge was reached, else why not; then step aside. */
  public static String failure() {
    Recorder before = Bridge.recorder;
    Ear ear = new Ear();
    Bridge.recorder = ear;
    try {
      new ThrowAway().define(Probe.class).getMethod("call").invoke(null);
      return ear.heard ? null : "woven code did not reach the bridge";
    } catch (Exception | LinkageError e) {
      return "a woven class could not be run: " + e;
    } finally {
      Bridge.recorder = before;
    }
  }

  /** Public like its method because it is called by reflection from another loader. */
  public static final class Probe {
    private Probe() {}

    public static void call() {}
  }

  private static final class Ear extends Recorder {
    /** Written and read by the checking thread; what other threads say is no word of ours. */
    private boolean heard;

    @Override
    public void route(String template) {
      heard |= WORD.equals(template);
    }
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
