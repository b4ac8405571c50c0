package io.harbinger.weave;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All weaves of all libraries, by the names of the classes that they are for; never changed. */
final class Strands {
  private final Map<String, List<Strand>> exact = new HashMap<>();
  private final List<Strand> below = new ArrayList<>();

  Strands(List<Instrumentation> libraries) {
    for (Instrumentation library : libraries) {
      for (Weave weave : library.weaves()) {
        Strand strand = new Strand(library.name(), weave);
        if (weave.supertype == null) {
          for (String name : weave.names) {
            exact.computeIfAbsent(name, n -> new ArrayList<>(2)).add(strand);
          }
        } else {
          below.add(strand);
        }
      }
    }
  }

  /**
   * Those with a supertype are candidates only.
   *
   * @param name dotted
   * @param hinted whether those with a supertype may be among them
   */
  List<Strand> of(String name, boolean hinted) {
    List<Strand> named = exact.getOrDefault(name, Collections.emptyList());
    if (!hinted) {
      return named;
    }
    List<Strand> found = new ArrayList<>(named);
    for (Strand strand : below) {
      if (strand.weave.names.stream().anyMatch(name::contains)) {
        found.add(strand);
      }
    }
    return found;
  }
}
