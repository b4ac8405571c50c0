package com.example.laboratory;

import java.time.Duration;

/**
 * A condition of a whole shop that the agent announced.
 *
 * @param resource what is scarce, such as {@code workers:http-nio-8080} or {@code pool:shop}
 * @param startedAt milliseconds since 1970 when its start was received
 * @param endedAt when its end was received; {@code Long.MAX_VALUE} while it holds
 */
record Announcement(String resource, long startedAt, long endedAt) {

  Announcement ended(long at) {
    return new Announcement(resource, startedAt, at);
  }

  /**
   * Whether it warned in time of a request that waits for a worker thread: it says that they are
   * exhausted, or have no processor to take it on, was there by half of the deadline, and had not
   * ended before the request came.
   */
  boolean warnsOfWaiting(GatewayLine line, Duration deadline) {
    return (resource.startsWith("workers:")
            || resource.startsWith("backlog:")
            || resource.equals("processors"))
        && startedAt <= line.halfOf(deadline)
        && endedAt > line.cameAt();
  }
}
