package io.harbinger.weave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells by its name alone whether a class is worth parsing; nearly every class is rejected here.
 *
 * <pre>
 *   exact name in the hash table        → its strands, unless the user excluded it
 *   contains a hint and is not ignored  → the strands with that hint, supertype still to be checked
 * </pre>
 *
 * <p>All names are the class file's own form, {@code java/lang/String}. Never changed once built.
 */
final class Names {
  /** Ours, the JDK's, other agents', and what is generated at run time by the thousand. */
  private static final String[] IGNORED = {
    "io/harbinger/",
    "net/bytebuddy/",
    "java/",
    "javax/",
    "jdk/",
    "sun/",
    "com/sun/",
    "io/opentelemetry/javaagent/",
    "io/opentelemetry/instrumentation/",
    "com/datadog/",
    "datadog/",
    "ddtrot/",
    "co/elastic/apm/",
    "com/newrelic/",
    "org/glowroot/",
    "org/apache/skywalking/apm/",
    "com/dynatrace/",
    "com/appdynamics/",
    "com/contrastsecurity/",
    "org/jacoco/",
    "org/codehaus/groovy/runtime/",
    "groovy/lang/",
  };

  private static final String[] GENERATED = {
    "$$",
    "$Lambda",
    "$Proxy",
    "$HibernateProxy",
    "$ByteBuddy$",
    "$accessor$",
    "GeneratedMethodAccessor"
  };

  private final Map<String, List<Strand>> exact = new HashMap<>();
  private final List<Strand> below = new ArrayList<>();
  private final String[] hints;
  private final String[] excluded;

  /**
   * @param excludedPrefixes packages that the user wants left alone, dotted
   */
  Names(List<Instrumentation> libraries, List<String> excludedPrefixes) {
    List<String> allHints = new ArrayList<>();
    for (Instrumentation library : libraries) {
      for (Weave weave : library.weaves()) {
        Strand strand = new Strand(library.name(), weave);
        if (weave.supertype == null) {
          for (String name : weave.names) {
            exact.computeIfAbsent(internal(name), n -> new ArrayList<>(2)).add(strand);
          }
        } else {
          below.add(strand);
          for (String hint : weave.names) {
            allHints.add(internal(hint));
          }
        }
      }
    }
    hints = allHints.stream().distinct().toArray(String[]::new);
    excluded =
        excludedPrefixes.stream()
            .map(prefix -> internal(prefix.trim()))
            .filter(prefix -> !prefix.isEmpty())
            .toArray(String[]::new);
  }

  boolean worthParsing(String name) {
    return exact.containsKey(name) ? !startsWithAny(name, excluded) : hinted(name);
  }

  /** Empty for most classes; strands with a supertype are candidates only. */
  List<Strand> strands(String name) {
    if (!worthParsing(name)) {
      return Collections.emptyList();
    }
    List<Strand> found = new ArrayList<>(exact.getOrDefault(name, Collections.emptyList()));
    if (hinted(name)) {
      for (Strand strand : below) {
        if (strand.weave.names.stream().anyMatch(hint -> name.contains(internal(hint)))) {
          found.add(strand);
        }
      }
    }
    return found;
  }

  private boolean hinted(String name) {
    for (String hint : hints) {
      if (name.contains(hint)) {
        return !startsWithAny(name, IGNORED)
            && !startsWithAny(name, excluded)
            && Arrays.stream(GENERATED).noneMatch(name::contains);
      }
    }
    return false;
  }

  private static boolean startsWithAny(String name, String[] prefixes) {
    for (String prefix : prefixes) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static String internal(String name) {
    return name.replace('.', '/');
  }
}
