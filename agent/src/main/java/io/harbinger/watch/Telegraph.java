package io.harbinger.watch;

import io.harbinger.cause.Finding;
import io.harbinger.gateway.GatewayView;
import io.harbinger.timeline.Timeline;

/**
 * A way out of the process that was put aside while there was memory, for when there is none.
 *
 * <p>After {@link #prepare} nothing allocates, waits, or throws for want of memory.
 */
public interface Telegraph {
  /** For a collector that cannot be spoken to in this way. */
  Telegraph NONE =
      new Telegraph() {
        @Override
        public boolean prepare(
            Finding finding, GatewayView running, GatewayView gaveUp, Timeline any) {
          return false;
        }

        @Override
        public boolean say(
            Timeline request, boolean gaveUp, long ageNanos, double share, long epochNanos) {
          return false;
        }

        @Override
        public void takeBack() {}

        @Override
        public void send() {}

        @Override
        public void close() {}
      };

  /**
   * Puts memory aside and begins to connect.
   *
   * @param finding why, the same for all requests
   * @param running of requests that the gateway still waits for
   * @param gaveUp of those that it has given up
   * @param any a request to practise with, because even the constants of code that never ran take
   *     memory; null: there was none yet
   * @return false: it cannot speak to this collector
   */
  boolean prepare(Finding finding, GatewayView running, GatewayView gaveUp, Timeline any);

  /**
   * Adds an event of one request to what is sent next; false when there is no room left.
   *
   * @param share of the request's time that the finding explains
   */
  boolean say(Timeline request, boolean gaveUp, long ageNanos, double share, long epochNanos);

  /** The last one that was said was of a request that has ended meanwhile. */
  void takeBack();

  /** Sends what was said, as far as the collector takes it now. */
  void send();

  void close();
}
