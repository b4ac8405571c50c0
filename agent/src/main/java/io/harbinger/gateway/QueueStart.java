package io.harbinger.gateway;

import java.math.BigDecimal;

/**
 * Reads {@code X-Request-Start} and {@code X-Queue-Start}, whose unit is told only by its size.
 *
 * <pre>
 *   t=1766000000.123  seconds (nginx ${msec})      1766000000123     milliseconds (Heroku)
 *   1766000000123456  microseconds (httpd %t)      1766000000123456789  nanoseconds
 * </pre>
 *
 * <p>Anything that lies more than an hour from the present clock is no time.
 */
final class QueueStart {
  private static final long PLAUSIBLE_MILLIS = 3_600_000L;

  private QueueStart() {}

  /** Milliseconds since 1970, or 0 where the header makes no sense. */
  static long epochMillis(String header, long nowMillis) {
    String text = header.trim();
    if (text.startsWith("t=")) {
      text = text.substring(2).trim();
    }
    if (text.isEmpty() || text.length() > 24) {
      return 0;
    }
    BigDecimal value;
    try {
      value = new BigDecimal(text);
    } catch (NumberFormatException notANumber) {
      return 0;
    }
    for (int power : new int[] {3, 0, -3, -6}) {
      double millis = value.scaleByPowerOfTen(power).doubleValue();
      if (Math.abs(millis - nowMillis) <= PLAUSIBLE_MILLIS) {
        return (long) millis;
      }
    }
    return 0;
  }
}
