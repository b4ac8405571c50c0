package io.harbinger.watch;

import io.harbinger.timeline.Timeline;
import io.harbinger.timeline.TraceContext;

/**
 * Which healthy requests a sampler of OpenTelemetry's settings wants.
 *
 * <pre>
 *   a caller, and the sampler follows its parent            keep what the caller sampled
 *   no caller, or the sampler does not follow               keep, if |lower half of the trace id| &lt; ratio · 2^63
 * </pre>
 */
public final class Sampling {
  private final boolean followsParent;
  private final long bound;

  /**
   * @param ratio share of the requests without a deciding caller, 0–1
   */
  public Sampling(boolean followsParent, double ratio) {
    this.followsParent = followsParent;
    this.bound = (long) (ratio * Long.MAX_VALUE);
  }

  boolean keeps(Timeline ended) {
    return keeps(ended.hasCaller(), ended.parentSampled(), ended.traceLow());
  }

  boolean keeps(TraceContext trace) {
    return keeps(trace.parentSpanId != 0, (trace.flags & 1) != 0, trace.traceLo);
  }

  private boolean keeps(boolean caller, boolean sampled, long traceLow) {
    return followsParent && caller ? sampled : bound > 0 && (traceLow & Long.MAX_VALUE) < bound;
  }
}
