package io.harbinger.timeline;

import java.util.concurrent.atomic.LongAdder;

/** What the recorder did, since the start of the process; written by any thread. */
public final class Counters {
  public final LongAdder arrivals = new LongAdder();
  public final LongAdder completions = new LongAdder();
  public final LongAdder kept = new LongAdder();

  /** Ended well, counted in histograms only. */
  public long forgotten() {
    return Math.max(0, completions.sum() - kept.sum());
  }

  /** Not observed, because a table was full. */
  public final LongAdder dropped = new LongAdder();

  /** Looks and diagnoses that were left out because of what they cost. */
  public final LongAdder thinned = new LongAdder();

  /** Never ended, although their thread is gone. */
  public final LongAdder lost = new LongAdder();

  /** The recorder's own exceptions, swallowed. */
  public final LongAdder errors = new LongAdder();
}
