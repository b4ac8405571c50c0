package io.harbinger.gateway;

import java.util.function.Consumer;

/**
 * Connections to a database have no read time-out, so that a server that falls silent keeps its
 * callers, and the pool's connections, for ever.
 */
final class EndlessQueryLint implements Lint {
  /** Reports take their time; what never answers is what this is about. */
  private static final long ADVISED = 60_000;

  @Override
  public void look(Setup setup, Consumer<LintFinding> found) {
    for (Setup.Database database : setup.endlessDatabases) {
      found.accept(
          new LintFinding(
              "query_endless",
              "database:" + database.name,
              "connections to "
                  + database.name
                  + " have no read time-out: a database that falls silent holds its callers for"
                  + " ever",
              "Set " + Words.set(database.setting, ADVISED) + ", or as long as statements take."));
    }
  }
}
