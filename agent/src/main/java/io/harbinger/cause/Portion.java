package io.harbinger.cause;

import io.harbinger.timeline.SegmentView;

/**
 * What one thing explains of a request's elapsed time, directly or through those who held it up.
 */
final class Portion {
  final Doing doing;

  /** SQL, host:port, lock, pool, frame; null where there is no choice. */
  final String detail;

  long direct;
  long viaPool;
  long viaWorkers;

  /** Names of what was waited for; null without. */
  String pool;

  String workers;

  /** What was waited for in a queue that a stop had left: its holders were healthy. */
  boolean aftermath;

  /** The heaviest vote; null without waiting. */
  Vote vote;

  /** Its longest own segment, and its last look; null without. */
  SegmentView segment;

  Sample sample;

  /** How many short calls are in {@link #direct}. */
  int folded;

  Portion(Doing doing, String detail) {
    this.doing = doing;
    this.detail = detail;
  }

  long nanos() {
    return direct + viaPool + viaWorkers;
  }

  void heard(Vote cast) {
    if (vote == null || cast.weight > vote.weight) {
      vote = cast;
    }
  }
}
