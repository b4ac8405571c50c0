package io.harbinger.watch;

import io.harbinger.gateway.LintFinding;
import io.harbinger.timeline.RequestView;

/** Where findings leave the watcher; never blocks, never throws, drops and counts when full. */
public interface Outbox {
  void kept(KeptRequest request);

  void warning(Warning warning);

  /** Its client has left; it goes on. */
  default void left(RequestView request) {}

  /** The process, which stops, has closed the connection under the request with that span. */
  default void cut(long spanId) {}

  void condition(Condition condition);

  void lint(LintFinding finding);
}
