package io.harbinger.weave;

import io.harbinger.bridge.Bridge;
import io.harbinger.bridge.PoolReader;
import io.harbinger.library.Libraries;
import io.harbinger.log.Log;
import io.harbinger.transform.Catalogue;
import io.harbinger.transform.SelfCheck;
import io.harbinger.transform.Transformer;
import io.harbinger.transform.Woven;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@link StubAgent} starts in its isolated loader: every library, and a recorder that prints.
 */
public final class StubCore {
  private StubCore() {}

  public static void start(java.lang.instrument.Instrumentation jvm) {
    Log log = new Log(System.err, System::nanoTime, Log.Level.DEBUG);
    Woven woven = new Woven(log);
    Loom loom = new Loom(Libraries.all(), woven);
    Transformer transformer =
        Transformer.start(
            jvm,
            Catalogue.read(library -> true),
            () -> loom,
            woven,
            Collections.emptyList(),
            System::nanoTime,
            0);
    transformer.open();
    System.out.println("self-check " + SelfCheck.failure());
    System.out.println("java " + System.getProperty("java.specification.version"));
    transformer.weaveLoaded();
    Bridge.recorder = new PrintingCalls(System.out);
  }

  static List<PoolReader> poolReaders() {
    return Libraries.all().stream()
        .filter(library -> library instanceof PoolReader)
        .map(PoolReader.class::cast)
        .collect(Collectors.toList());
  }
}
