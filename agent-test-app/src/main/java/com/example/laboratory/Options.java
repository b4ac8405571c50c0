package com.example.laboratory;

import com.example.stage.GatewayKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * What the laboratory was asked to do.
 *
 * @param agent null to run without one
 * @param json null for no file
 */
record Options(
    GatewayKind gateway,
    Path agent,
    boolean shortForm,
    List<String> only,
    Path json,
    Duration deadline) {

  static final String USAGE =
      """
      usage: java -jar agent-test-app.jar [options]
        --agent FILE        the agent's jar (default ../agent/target/harbinger.jar), or none
        --gateway NAME      nginx, haproxy, httpd (Apache's), envoy, or embedded (default nginx where there is one)
        --short             leaves out varieties and some pairs; under three minutes
        --only CAUSE,...    only scenarios whose name begins with one of these
        --deadline SECONDS  how long the gateway waits for the shop (default 2)
        --json FILE         writes the figures there""";

  static Options parse(String... words) {
    GatewayKind gateway = GatewayKind.usual();
    Path agent = jar("../agent/target/harbinger.jar");
    boolean shortForm = false;
    List<String> only = List.of();
    Path json = null;
    Duration deadline = Duration.ofSeconds(2);
    Iterator<String> rest = List.of(words).iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      switch (word) {
        case "--short" -> shortForm = true;
        case "--gateway" -> gateway = GatewayKind.of(value(word, rest));
        case "--agent" -> agent = jar(value(word, rest));
        case "--only" -> only = List.of(value(word, rest).split(","));
        case "--json" -> json = Path.of(value(word, rest));
        case "--deadline" -> deadline = Duration.ofSeconds(Long.parseLong(value(word, rest)));
        default -> throw new IllegalArgumentException("unknown option " + word);
      }
    }
    return new Options(gateway, agent, shortForm, only, json, deadline);
  }

  boolean wants(Scenario scenario) {
    return (scenario.inShortForm() || !shortForm)
        && (only.isEmpty() || only.stream().anyMatch(scenario.name()::startsWith));
  }

  private static Path jar(String file) {
    return file.equals("none") ? null : Path.of(file).toAbsolutePath();
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.next();
  }
}
