package io.harbinger;

import io.harbinger.log.Log;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Says once which libraries were found and are listened to: when the first request has been
 * answered, because by then most of them are loaded, or half a minute after {@code main} began.
 */
final class Found {
  private static final long POLL_NANOS = 200_000_000L;
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private Found() {}

  /** Waits on the calling thread. */
  static void say(LongSupplier answered, Supplier<Set<String>> libraries, Log log) {
    long begun = System.nanoTime();
    while (answered.getAsLong() == 0 && System.nanoTime() - begun < PATIENCE_NANOS) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    Set<String> found = libraries.get();
    log.info("listening to " + (found.isEmpty() ? "nothing yet" : String.join(", ", found)));
  }
}
