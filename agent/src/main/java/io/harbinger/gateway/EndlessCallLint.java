package io.harbinger.gateway;

import java.util.function.Consumer;

/**
 * A service is called without a limit on its answer, so that its silence becomes this one's. Found
 * when it is called; a client that has its own way to limit a call is not asked.
 */
final class EndlessCallLint implements Lint {
  @Override
  public void look(Setup setup, Consumer<LintFinding> found) {
    for (Setup.Host host : setup.endlessHosts) {
      long advised = PoolWaitLint.better(setup.deadlineMillis);
      found.accept(
          new LintFinding(
              "call_endless",
              "host:" + host.name,
              host.client + " waits for answers of " + host.name + " without a limit",
              "Set " + Words.set(host.setting, advised) + ", and a time-out for connecting."));
    }
  }
}
