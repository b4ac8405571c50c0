package io.harbinger.watch;

/**
 * Time until a level reaches its limit, at the slope of the last minute.
 *
 * <pre>
 *   slope = least squares over the values of the last 60 seconds
 *   left  = (limit − level) / slope      0 when reached, -1 when it does not grow
 * </pre>
 *
 * <p>Says nothing (-1) before ten values, or when the level varies more than it grows.
 */
final class Forecast {
  private static final int VALUES = 60;
  private static final int ENOUGH = 10;
  private static final double FIT = 0.5;

  private final double[] values = new double[VALUES];
  private int count;

  /** One value a second. */
  void add(double value) {
    values[count++ % VALUES] = value;
  }

  double secondsUntil(double limit) {
    int n = Math.min(count, VALUES);
    double level = n == 0 ? 0 : values[(count - 1) % VALUES];
    if (n > 0 && level >= limit) {
      return 0;
    }
    if (n < ENOUGH) {
      return -1;
    }
    double sumX = 0;
    double sumY = 0;
    double sumXy = 0;
    double sumXx = 0;
    double sumYy = 0;
    for (int i = 0; i < n; i++) {
      double y = values[(count - n + i) % VALUES];
      sumX += i;
      sumY += y;
      sumXy += i * y;
      sumXx += (double) i * i;
      sumYy += y * y;
    }
    double xx = n * sumXx - sumX * sumX;
    double xy = n * sumXy - sumX * sumY;
    double yy = n * sumYy - sumY * sumY;
    double slope = xy / xx;
    double fit = yy <= 0 ? 0 : xy * xy / (xx * yy);
    return slope <= 0 || fit < FIT ? -1 : (limit - level) / slope;
  }
}
