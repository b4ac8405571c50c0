package io.harbinger.watch;

import io.harbinger.gateway.LintFinding;

/** Where findings leave the watcher; never blocks, never throws, drops and counts when full. */
public interface Outbox {
  void kept(KeptRequest request);

  void warning(Warning warning);

  void condition(Condition condition);

  void lint(LintFinding finding);
}
