package com.example.benchmark;

import com.example.stage.Database;
import com.example.stage.ThirdParty;
import com.example.stage.Workplace;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures in rounds: each round starts every variant once, in random order, so that whatever the
 * machine does meanwhile hits all alike. Prints one line for each process, then the tables.
 */
public final class Benchmark {

  /** What the processes need; the rest of our class path is the laboratory's. */
  private static final String NEEDED =
      "(agent-test-app|tomcat-|HikariCP|postgresql|h2-|slf4j-|spring-|micrometer-|classes).*";

  private final Options options;
  private final List<Sample> samples = new ArrayList<>();
  private final long started = System.nanoTime();

  public static void main(String[] words) throws Exception {
    try {
      new Benchmark(Options.parse(words)).run();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + Options.USAGE);
      System.exit(2);
    }
    System.exit(0);
  }

  private Benchmark(Options options) {
    this.options = options;
  }

  private void run() throws Exception {
    System.out.println(machine());
    if (options.add() != null && Files.exists(options.add())) {
      Files.readAllLines(options.add()).forEach(line -> samples.add(Sample.parse(line)));
    }
    for (Site site : options.sites()) {
      if (site == Site.SHOP) {
        try (Workplace workplace = new Workplace();
            ThirdParty thirdParty = new ThirdParty()) {
          measure(site, shopOptions(Database.start(workplace), thirdParty));
        }
      } else {
        measure(site, List.of());
      }
    }
    for (Site site : options.sites()) {
      System.out.println("\n" + Table.of(samples, site));
    }
    if (options.json() != null) {
      Files.writeString(options.json(), Json.of(samples, machine()));
    }
  }

  private static List<String> shopOptions(Database database, ThirdParty thirdParty) {
    String service = "http://127.0.0.1:" + thirdParty.port;
    return List.of(
        "-Dshop.jdbc.url=" + database.url(),
        "-Dshop.payment.url=" + service,
        "-Dshop.address.url=" + service);
  }

  private void measure(Site site, List<String> siteOptions) throws Exception {
    int rounds = options.roundsOf();
    for (int round = 1; round <= rounds; round++) {
      List<Variant> order = new ArrayList<>(options.variants());
      Collections.shuffle(order);
      for (Variant variant : order) {
        Sample sample = trial(site, variant, siteOptions);
        samples.add(sample);
        keep(sample);
        progress(sample, round, rounds);
      }
    }
  }

  /** Each process has a sink of its own, so that nothing late is counted for the next one. */
  private Sample trial(Site site, Variant variant, List<String> siteOptions) throws Exception {
    try (Sink sink = new Sink()) {
      List<String> all = new ArrayList<>(variant.options(options.agents(), sink));
      all.addAll(siteOptions);
      Duration phase = Duration.ofSeconds(options.phaseSeconds());
      Duration warmUp = Duration.ofSeconds(options.warmUpSeconds());
      return new Trial(site, variant, warmUp, phase, all, classPath()).run(sink);
    }
  }

  private void keep(Sample sample) throws IOException {
    if (options.add() != null) {
      Files.writeString(
          options.add(),
          sample.line() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  private void progress(Sample sample, int round, int rounds) {
    Map<Figure, Double> figures = sample.figures();
    System.out.printf(
        Locale.ROOT,
        "%4d s  %s %d of %d  %-13s  %6.1f µs at %,.0f/s  %6.1f µs closed  %,7.0f/s  %,7.0f B"
            + "  start %,5.0f ms%n",
        (System.nanoTime() - started) / 1_000_000_000,
        sample.site().label,
        round,
        rounds,
        sample.variant().label,
        figures.get(Figure.CPU_FIXED),
        sample.site().perSecond,
        figures.get(Figure.CPU_CLOSED),
        figures.get(Figure.THROUGHPUT),
        figures.get(Figure.ALLOCATED_FIXED),
        figures.get(Figure.START_WALL));
  }

  static List<String> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .flatMap(Benchmark::withManifest)
        .filter(path -> path.getFileName().toString().matches(NEEDED))
        .map(path -> path.toAbsolutePath().toString())
        .toList();
  }

  /** Our jar names the libraries beside it in its manifest only. */
  private static Stream<Path> withManifest(String entry) {
    Path path = Path.of(entry);
    Path libraries = path.toAbsolutePath().resolveSibling("lib");
    try {
      return Files.isDirectory(libraries)
          ? Stream.concat(Stream.of(path), Files.list(libraries))
          : Stream.of(path);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static String machine() {
    return LocalDate.now()
        + ", Java "
        + System.getProperty("java.version")
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " processors, "
        + memoryGib()
        + " GiB";
  }

  private static long memoryGib() {
    try {
      String line = Files.readAllLines(Path.of("/proc/meminfo")).get(0); // "MemTotal:  24 kB"
      return Math.round(Long.parseLong(line.replaceAll("\\D", "")) / 1024.0 / 1024.0);
    } catch (IOException e) {
      throw new IllegalStateException("this benchmark needs Linux: it reads /proc", e);
    }
  }
}
