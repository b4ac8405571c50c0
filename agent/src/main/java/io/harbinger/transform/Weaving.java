package io.harbinger.transform;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The side of weaving that needs Byte Buddy; lives in a loader of its own and may be let go, so
 * nobody but {@link Workshop} keeps it, nor anything that it made.
 */
public interface Weaving {
  /** The classes that are woven whatever they are, dotted. */
  Collection<String> exactNames();

  /** Part of a dotted name that makes a class a candidate, and of which type it must then be. */
  Map<String, ? extends Collection<String>> supertypesByHint();

  /** The classes of the libraries that can read their pools and servers. */
  List<String> poolReaders();

  /**
   * @param name dotted
   * @param hinted whether the name has a hint and is not to be ignored
   * @param jar where the class came from, or null
   * @return null when nothing is woven
   */
  byte[] weave(String name, boolean hinted, ClassLoader loader, String jar, byte[] classFile)
      throws IOException;
}
