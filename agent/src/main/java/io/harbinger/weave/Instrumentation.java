package io.harbinger.weave;

import java.util.List;

/** One library that we listen to: one file, one line in {@code library.Libraries}. */
public interface Instrumentation {
  /** {@code tomcat}; the setting {@code harbinger.library.tomcat.enabled} switches it off. */
  String name();

  /** Each stands alone: where the library lacks what one of them needs, the others still weave. */
  List<Weave> weaves();
}
