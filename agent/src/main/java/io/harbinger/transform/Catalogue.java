package io.harbinger.transform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which classes the libraries weave, from a list in the jar, so that a class can be rejected before
 * Byte Buddy or any library's file is loaded.
 *
 * <pre>
 *   hikaricp class com.zaxxer.hikari.pool.HikariPool
 *   hikaricp reader io.harbinger.library.pool.HikariCP        reads the figures of its pools
 *   jdbc below java.sql.Statement Statement                   its supertype, a part of its name
 * </pre>
 */
public final class Catalogue {
  private static final String LIST = "catalogue.txt";

  final Set<String> exactNames = new HashSet<>();
  final Map<String, Collection<String>> supertypesByHint = new HashMap<>();
  private final List<String> poolReaders = new ArrayList<>();

  private Catalogue() {
    exactNames.add(SelfCheck.PROBE);
  }

  /**
   * @param wanted of which libraries
   */
  public static Catalogue read(Predicate<String> wanted) {
    Catalogue catalogue = new Catalogue();
    try (InputStream in = Catalogue.class.getResourceAsStream(LIST);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        if (wanted.test(words[0])) {
          catalogue.add(words);
        }
      }
    } catch (IOException unreadable) {
      throw new IllegalStateException("the jar is incomplete", unreadable);
    }
    return catalogue;
  }

  private void add(String[] words) {
    if (words[1].equals("class")) {
      exactNames.add(words[2]);
    } else if (words[1].equals("reader")) {
      poolReaders.add(words[2]);
    } else {
      supertypesByHint.computeIfAbsent(words[3], hint -> new TreeSet<>()).add(words[2]);
    }
  }

  /** The classes of the libraries that can read their pools and servers. */
  public List<String> poolReaders() {
    return poolReaders;
  }
}
