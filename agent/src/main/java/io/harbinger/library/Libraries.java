package io.harbinger.library;

import io.harbinger.weave.Instrumentation;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Every library that we listen to. */
public final class Libraries {
  private Libraries() {}

  public static List<Instrumentation> all() {
    return Collections.unmodifiableList(Arrays.asList());
  }
}
