package io.harbinger.watch;

import io.harbinger.cause.Finding;

/** What the watcher lacks, so that {@link LastWords} must speak for it. */
interface Want {
  /** Looks, and tells whether it holds; called again and again while it does. */
  boolean look(long now);

  /** It may hold soon, and then it is too late to prepare. */
  default boolean near() {
    return false;
  }

  /** Why, the same for all requests. */
  Finding finding(long now);

  /** Share of the time since then that it explains. */
  double share(long sinceNanos);

  /** The watcher cannot even look whether the gateway gave up. */
  boolean blinds();
}
