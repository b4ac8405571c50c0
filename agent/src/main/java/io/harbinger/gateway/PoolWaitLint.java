package io.harbinger.gateway;

import java.util.function.Consumer;

/**
 * Who waits for a connection waits as long as the gateway does or longer, so that an empty pool is
 * a 504 without a reason instead of an error with one.
 *
 * <pre>
 *   found   where   pool's wait ≥ gateway's deadline
 * </pre>
 *
 * <p>Does not apply without a deadline; a wait without end is {@link EndlessWaitLint}'s.
 */
final class PoolWaitLint implements Lint {
  private static final long MOST = 5_000;

  @Override
  public void look(Setup setup, Consumer<LintFinding> found) {
    long deadline = setup.deadlineMillis;
    for (Setup.Pool pool : setup.pools) {
      if (deadline > 0 && pool.waitMillis >= deadline) {
        found.accept(
            new LintFinding(
                    "pool_wait",
                    "pool:" + pool.name,
                    "pool "
                        + pool.name
                        + " lets a request wait "
                        + Words.duration(pool.waitMillis)
                        + " for a connection, the gateway gives up after "
                        + Words.duration(deadline),
                    "Set " + Words.set(pool.waitSetting, better(deadline)) + ".")
                .of(pool.waitMillis, deadline));
      }
    }
  }

  /** A good wait under this deadline, in milliseconds. */
  static long better(long deadline) {
    return deadline == 0 ? MOST : Math.min(MOST, Math.max(deadline / 3, 250));
  }
}
