package io.harbinger.gateway;

/**
 * How far the gateway's clock seems to be behind ours, told by the shortest queue that anybody had.
 *
 * <pre>
 *   skew = min(arrival − queue start) over the last 5 to 10 minutes, once 10 requests were seen
 * </pre>
 *
 * <p>A queue that every request has, idle process or not, is a wrong clock. Before ten requests no
 * queue is believed. The watcher's thread alone writes it; who speaks in its stead may read it a
 * moment late.
 */
final class QueueClock {
  private static final long HALF = 5 * 60_000L;
  private static final int ENOUGH = 10;

  private long olderMillis = Long.MAX_VALUE;
  private long newerMillis = Long.MAX_VALUE;
  private long turnedMillis = Long.MIN_VALUE;
  private int count;

  void seen(long queueMillis, long nowMillis) {
    if (turnedMillis == Long.MIN_VALUE || nowMillis - turnedMillis >= HALF) {
      turnedMillis = nowMillis;
      olderMillis = newerMillis;
      newerMillis = Long.MAX_VALUE;
    }
    newerMillis = Math.min(newerMillis, queueMillis);
    count++;
  }

  boolean knows() {
    return count >= ENOUGH;
  }

  /** The queue without the skew; 0 while the skew is not known. */
  long believed(long queueMillis) {
    return knows() ? Math.max(0, queueMillis - Math.min(olderMillis, newerMillis)) : 0;
  }
}
