package io.harbinger.transform;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells by its name alone whether a class is worth parsing; nearly every class is rejected here.
 *
 * <pre>
 *   exact name in the hash table        → woven, unless the user excluded it
 *   contains a hint and is not ignored  → a candidate, its supertype still to be checked
 * </pre>
 *
 * <p>Names of classes that are asked about have the class file's own form, {@code
 * java/lang/String}. Never changed once built.
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

  private final Set<String> exact = new HashSet<>();
  private final String[] hints;
  private final Map<String, Collection<String>> supertypesByHint = new HashMap<>();
  private final String[] excluded;

  /**
   * @param exactNames dotted
   * @param supertypesByHint dotted
   * @param excludedPrefixes packages that the user wants left alone, dotted
   */
  Names(
      Collection<String> exactNames,
      Map<String, ? extends Collection<String>> supertypesByHint,
      List<String> excludedPrefixes) {
    for (String name : exactNames) {
      exact.add(internal(name));
    }
    supertypesByHint.forEach((hint, types) -> this.supertypesByHint.put(internal(hint), types));
    hints = this.supertypesByHint.keySet().toArray(new String[0]);
    excluded =
        excludedPrefixes.stream()
            .map(prefix -> internal(prefix.trim()))
            .filter(prefix -> !prefix.isEmpty())
            .toArray(String[]::new);
  }

  boolean worthParsing(String name) {
    return exact.contains(name) ? !startsWithAny(name, excluded) : hinted(name);
  }

  /** For a class that is there, so that its parents can be asked. */
  boolean want(Class<?> loaded) {
    String name = internal(loaded.getName());
    if (!worthParsing(name)) {
      return false;
    }
    if (exact.contains(name)) {
      return true;
    }
    for (String hint : hints) {
      if (name.contains(hint)
          && supertypesByHint.get(hint).stream().anyMatch(type -> isBelow(loaded, type))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBelow(Class<?> type, String supertype) {
    if (type == null) {
      return false;
    }
    for (Class<?> parent : type.getInterfaces()) {
      if (parent.getName().equals(supertype) || isBelow(parent, supertype)) {
        return true;
      }
    }
    Class<?> parent = type.getSuperclass();
    return parent != null && (parent.getName().equals(supertype) || isBelow(parent, supertype));
  }

  boolean hinted(String name) {
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
