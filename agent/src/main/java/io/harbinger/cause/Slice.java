package io.harbinger.cause;

import io.harbinger.timeline.SegmentView;

/** One undivided stretch of a request's elapsed time, and what it went into. */
final class Slice {
  final long from;
  final long to;
  final Doing doing;
  final String detail;

  /** Null outside of segments. */
  final SegmentView segment;

  /** The look that explains own code, or null. */
  final Sample sample;

  Slice(long from, long to, Doing doing, String detail, SegmentView segment, Sample sample) {
    this.from = from;
    this.to = to;
    this.doing = doing;
    this.detail = detail;
    this.segment = segment;
    this.sample = sample;
  }

  long nanos() {
    return to - from;
  }
}
