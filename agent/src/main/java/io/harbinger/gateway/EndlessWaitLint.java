package io.harbinger.gateway;

import java.util.function.Consumer;

/**
 * Who waits for a connection waits for ever: no exception ever tells of an empty pool, and threads
 * are lost one by one.
 */
final class EndlessWaitLint implements Lint {
  @Override
  public void look(Setup setup, Consumer<LintFinding> found) {
    for (Setup.Pool pool : setup.pools) {
      if (pool.waitMillis == 0 && pool.waitSetting != null) {
        found.accept(
            new LintFinding(
                    "pool_wait_endless",
                    "pool:" + pool.name,
                    "pool " + pool.name + " lets a request wait for a connection for ever",
                    "Set "
                        + Words.set(pool.waitSetting, PoolWaitLint.better(setup.deadlineMillis))
                        + ".")
                .of(-1, setup.deadlineMillis == 0 ? -1 : setup.deadlineMillis));
      }
    }
  }
}
