package io.harbinger.gateway;

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
  private static final int LONGEST = 24;

  /** Because a decimal fraction may come out a little short of its millisecond. */
  private static final double HALF_A_MICRO = 0.0005;

  private QueueStart() {}

  /** Milliseconds since 1970, or 0 where the header makes no sense; allocates nothing. */
  static long epochMillis(String header, long nowMillis) {
    int from = 0;
    int to = header.length();
    while (from < to && header.charAt(from) <= ' ') {
      from++;
    }
    while (from < to && header.charAt(to - 1) <= ' ') {
      to--;
    }
    double value = number(header, header.startsWith("t=", from) ? from + 2 : from, to);
    for (double unit = 1e3; value > 0 && unit > 1e-7; unit /= 1e3) {
      double millis = value * unit;
      if (Math.abs(millis - nowMillis) <= PLAUSIBLE_MILLIS) {
        return (long) (millis + HALF_A_MICRO);
      }
    }
    return 0;
  }

  /** A decimal number without sign and exponent; -1 where it is none. */
  private static double number(String text, int from, int to) {
    double value = 0;
    double scale = 0;
    if (from == to || to - from > LONGEST) {
      return -1;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        value = value * 10 + (c - '0');
        scale *= 10;
      } else if (c == '.' && scale == 0 && i > from && i < to - 1) {
        scale = 1;
      } else {
        return -1;
      }
    }
    return scale == 0 ? value : value / scale;
  }
}
