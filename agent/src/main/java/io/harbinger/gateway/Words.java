package io.harbinger.gateway;

import java.util.Locale;

/** Figures as one says them, and settings with their new value filled in. */
final class Words {
  private Words() {}

  static String duration(long millis) {
    return millis % 1_000 == 0
        ? millis / 1_000 + " s"
        : String.format(Locale.ROOT, "%.1f s", millis / 1e3);
  }

  static String size(int bytes) {
    return bytes % 1_024 == 0 ? bytes / 1_024 + " KB" : bytes + " bytes";
  }

  /** <code>connectionTimeout={ms}</code> becomes {@code connectionTimeout=3000}. */
  static String set(String setting, long millis) {
    return setting
        .replace("{ms}", String.valueOf(millis))
        .replace("{s}", String.valueOf(Math.max(1, millis / 1_000)));
  }

  static String setBytes(String setting, int bytes) {
    return setting.replace("{bytes}", String.valueOf(bytes));
  }
}
