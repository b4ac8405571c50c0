package io.harbinger.transform;

import java.io.IOException;

/**
 * The side of weaving that needs Byte Buddy; lives in a loader of its own and may be let go, so
 * nobody but {@link Workshop} keeps it, nor anything that it made.
 */
public interface Weaving {
  /**
   * @param name dotted
   * @param hinted whether the name has a hint and is not to be ignored
   * @param jar where the class came from, or null
   * @return null when nothing is woven
   */
  byte[] weave(String name, boolean hinted, ClassLoader loader, String jar, byte[] classFile)
      throws IOException;
}
