package io.harbinger.gateway;

import java.util.function.Consumer;

/** One comparison of what is configured with what the gateway allows. */
interface Lint {
  void look(Setup setup, Consumer<LintFinding> found);
}
