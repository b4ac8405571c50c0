package io.harbinger;

import io.harbinger.bridge.PoolReader;
import io.harbinger.transform.Catalogue;
import io.harbinger.transform.Weaving;
import io.harbinger.transform.Woven;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Makes the {@link Weaving}, each in a loader of its own, so that it can be let go.
 *
 * <pre>
 *   isolated: core ◄── one for each Weaving: weave, library, Byte Buddy
 * </pre>
 */
final class Looms implements Supplier<Weaving> {
  private static final List<String> THEIRS =
      Arrays.asList("io.harbinger.weave.", "io.harbinger.library.", "net.bytebuddy.");

  private final Function<List<String>, ClassLoader> loaders;
  private final Predicate<String> wanted;
  private final Woven woven;

  /**
   * @param loaders gives a loader below ours that itself defines what begins with these names
   * @param wanted of which libraries
   */
  Looms(Function<List<String>, ClassLoader> loaders, Predicate<String> wanted, Woven woven) {
    this.loaders = loaders;
    this.wanted = wanted;
    this.woven = woven;
  }

  @Override
  public Weaving get() {
    ClassLoader loader = loaders.apply(THEIRS);
    try {
      Object libraries =
          loader
              .loadClass("io.harbinger.library.Libraries")
              .getMethod("named", Predicate.class)
              .invoke(null, wanted);
      return (Weaving)
          loader
              .loadClass("io.harbinger.weave.Loom")
              .getConstructor(List.class, Woven.class)
              .newInstance(libraries, woven);
    } catch (ReflectiveOperationException broken) {
      throw new IllegalStateException("the jar is incomplete", broken);
    }
  }

  /** Loaded a second time, by our own loader: they are needed as long as there are pools. */
  static List<PoolReader> poolReaders(Catalogue catalogue) {
    List<PoolReader> readers = new ArrayList<>();
    for (String name : catalogue.poolReaders()) {
      try {
        readers.add((PoolReader) Class.forName(name).getConstructor().newInstance());
      } catch (ReflectiveOperationException broken) {
        throw new IllegalStateException("the jar is incomplete", broken);
      }
    }
    return readers;
  }
}
