package io.harbinger.gateway;

import java.util.function.Consumer;

/** The pool does not say by itself where a connection was taken that nobody gave back. */
final class LeakDetectionLint implements Lint {
  private static final long ADVISED = 60_000;

  @Override
  public void look(Setup setup, Consumer<LintFinding> found) {
    for (Setup.Pool pool : setup.pools) {
      if (pool.leakDetectionMillis == 0) {
        found.accept(
            new LintFinding(
                    "leak_detection",
                    "pool:" + pool.name,
                    "pool " + pool.name + " does not log connections that are not given back",
                    "Set "
                        + Words.set(pool.leakDetectionSetting, ADVISED)
                        + ": longer than any transaction takes.")
                .hint());
      }
    }
  }
}
