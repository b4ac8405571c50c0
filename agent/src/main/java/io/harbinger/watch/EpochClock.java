package io.harbinger.watch;

import java.util.function.LongSupplier;

/** Wall clock in nanoseconds since 1970. */
final class EpochClock {
  private final LongSupplier epochMillis;

  EpochClock(LongSupplier epochMillis) {
    this.epochMillis = epochMillis;
  }

  long epochNanos() {
    return epochMillis.getAsLong() * 1_000_000L;
  }
}
