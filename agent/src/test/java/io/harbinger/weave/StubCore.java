package io.harbinger.weave;

import io.harbinger.bridge.Bridge;
import io.harbinger.library.Libraries;
import io.harbinger.log.Log;
import java.util.Collections;

/**
 * What {@link StubAgent} starts in its isolated loader: every library, and a recorder that prints.
 */
public final class StubCore {
  private StubCore() {}

  public static void start(java.lang.instrument.Instrumentation jvm) {
    Log log = new Log(System.err, System::nanoTime, Log.Level.DEBUG);
    Weaver weaver = Weaver.start(jvm, Libraries.all(), Collections.emptyList(), log);
    System.out.println("self-check " + weaver.selfCheck());
    System.out.println("java " + System.getProperty("java.specification.version"));
    weaver.weaveLoaded();
    Bridge.recorder = new PrintingCalls(System.out);
  }
}
