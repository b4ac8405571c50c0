package io.harbinger.gateway;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every lint, and what they have said already; belongs to one thread. */
public final class Lints {
  /** What {@link KeepAliveLint} finds. */
  public static final String KEEP_ALIVE_RACE = "keepalive_race";

  private static final List<Lint> ALL =
      Collections.unmodifiableList(
          Arrays.asList(
              new KeepAliveLint(),
              new PoolWaitLint(),
              new EndlessWaitLint(),
              new EndlessQueryLint(),
              new EndlessCallLint(),
              new RequestHeaderLint(),
              new ResponseHeaderLint(),
              new ResponseHeadLint(),
              new LeakDetectionLint()));

  /** So that a process that makes pools all its life does not fill it. */
  private static final int MOST = 500;

  /** Of one lint: who calls a host for each customer has one thing to correct. */
  private static final int MOST_ALIKE = 20;

  private final Set<String> said = new HashSet<>();
  private final Map<String, Integer> alike = new HashMap<>();

  /** What was not found before: once for each subject, and for each gateway that it concerns. */
  public List<LintFinding> of(Setup setup) {
    List<LintFinding> fresh = new ArrayList<>();
    for (Lint lint : ALL) {
      lint.look(
          setup,
          finding -> {
            boolean room = said.size() < MOST && alike.getOrDefault(finding.check, 0) < MOST_ALIKE;
            if (room && said.add(finding.identity())) {
              alike.merge(finding.check, 1, Integer::sum);
              fresh.add(finding);
            }
          });
    }
    return fresh;
  }
}
