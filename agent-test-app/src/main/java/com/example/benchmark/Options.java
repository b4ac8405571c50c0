package com.example.benchmark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * What the benchmark was asked to do.
 *
 * @param agents the folder of the agents' jars
 * @param add samples of earlier runs, to which those of this one are added; null for none
 * @param json null for no file
 */
record Options(
    Path agents,
    boolean shortForm,
    Set<Site> sites,
    Set<Variant> variants,
    int rounds,
    int seconds,
    int warmUp,
    Path add,
    Path json) {

  static final String USAGE =
      """
      usage: java -cp ... com.example.benchmark.Benchmark [options]
        --agents FOLDER     with the agents' jars (default target/agents)
        --short             one round, with short phases; under five minutes
        --long              seven rounds, with longer phases; some ninety minutes
        --site bare,shop    only these
        --only NAME,...     only these: none, none_again, harbinger, opentelemetry, elastic, datadog
        --rounds N          processes of each kind
        --seconds N         length of the two phases that are measured (3, long 10)
        --warm-up N         seconds under load before them (10, long 30)
        --add FILE          keeps the samples in FILE and tells the medians of all that are there
        --json FILE         writes the figures there""";

  static Options parse(String... words) {
    Path agents = Path.of("target/agents");
    boolean shortForm = true;
    Set<Site> sites = EnumSet.allOf(Site.class);
    Set<Variant> variants = EnumSet.allOf(Variant.class);
    int rounds = 0;
    int seconds = 0;
    int warmUp = 0;
    Path add = null;
    Path json = null;
    Iterator<String> rest = List.of(words).iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      switch (word) {
        case "--short" -> shortForm = true;
        case "--long" -> shortForm = false;
        case "--agents" -> agents = Path.of(value(word, rest));
        case "--site" -> sites = named(Site.class, value(word, rest));
        case "--only" -> variants = named(Variant.class, value(word, rest));
        case "--rounds" -> rounds = Integer.parseInt(value(word, rest));
        case "--seconds" -> seconds = Integer.parseInt(value(word, rest));
        case "--warm-up" -> warmUp = Integer.parseInt(value(word, rest));
        case "--add" -> add = Path.of(value(word, rest));
        case "--json" -> json = Path.of(value(word, rest));
        default -> throw new IllegalArgumentException("unknown option " + word);
      }
    }
    return new Options(agents, shortForm, sites, variants, rounds, seconds, warmUp, add, json);
  }

  int roundsOf() {
    if (rounds > 0) {
      return rounds;
    }
    return shortForm ? 1 : 7;
  }

  int phaseSeconds() {
    return seconds > 0 ? seconds : shortForm ? 3 : 10;
  }

  int warmUpSeconds() {
    return warmUp > 0 ? warmUp : shortForm ? 10 : 30;
  }

  private static <E extends Enum<E>> Set<E> named(Class<E> type, String names) {
    Set<E> found = EnumSet.noneOf(type);
    Arrays.stream(names.toUpperCase().split(",")).forEach(n -> found.add(Enum.valueOf(type, n)));
    return found;
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.next();
  }
}
