package io.harbinger.config;

import java.util.Locale;

/** {@code 3s}, {@code 2500ms}, {@code 1.5m}, {@code 2h}; a plain number is milliseconds. */
final class Duration {
  private static final String[] UNITS = {"ms", "s", "m", "h"};
  private static final long[] MILLIS = {1, 1_000, 60_000, 3_600_000};

  private Duration() {}

  /** NaN when it is not a duration. */
  static double millis(String written) {
    String text = written.trim().toLowerCase(Locale.ROOT);
    for (int i = 0; i < UNITS.length; i++) {
      if (text.endsWith(UNITS[i])) {
        return number(text.substring(0, text.length() - UNITS[i].length())) * MILLIS[i];
      }
    }
    return number(text);
  }

  static String shortest(long millis) {
    for (int i = UNITS.length - 1; i > 0; i--) {
      if (millis >= MILLIS[i] && millis % MILLIS[i] == 0) {
        return millis / MILLIS[i] + UNITS[i];
      }
    }
    return millis + "ms";
  }

  private static double number(String text) {
    // because parseDouble also takes 1e3, 0x1p3, NaN and 3d
    return text.trim().matches("\\d{1,12}(\\.\\d{1,6})?")
        ? Double.parseDouble(text.trim())
        : Double.NaN;
  }
}
