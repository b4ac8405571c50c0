package io.harbinger.watch;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One text for all stacks that read alike: of thousands that hang in one place, each looked at many
 * times, a single copy is kept.
 *
 * <p>Knows the {@link #MOST} that were seen last. The watcher's thread alone uses it.
 */
final class Stacks {
  static final int MOST = 256;

  private final Map<String, String> known =
      new LinkedHashMap<String, String>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST;
        }
      };

  String one(String stack) {
    String same = known.putIfAbsent(stack, stack);
    return same == null ? stack : same;
  }

  /** Nobody is old any more. */
  void clear() {
    known.clear();
  }
}
