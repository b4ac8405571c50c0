package io.harbinger.timeline;

import java.util.Locale;
import java.util.Properties;

/**
 * Connections to one database without a limit on how long they wait for its bytes, as their address
 * and properties say; for drivers whose own default is to wait for ever.
 */
public final class ReadTimeout {
  /** Without user, password and parameters. */
  public final String database;

  /** How it is set, with the new value as <code>{s}</code> or <code>{ms}</code>. */
  public final String setting;

  private ReadTimeout(String database, String setting) {
    this.database = database;
    this.setting = setting;
  }

  /** Null when there is a limit, or the driver is not known. */
  static ReadTimeout missing(String url, Properties info) {
    if (url.startsWith("jdbc:postgresql:")) {
      return missing(url, info, "socketTimeout", "{s}");
    }
    if (url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:mariadb:")) {
      return missing(url, info, "socketTimeout", "{ms}");
    }
    if (url.startsWith("jdbc:sqlserver:")) {
      return missing(url, info, "socketTimeout", "{ms}");
    }
    return url.startsWith("jdbc:oracle:thin:")
        ? missing(url, info, "oracle.jdbc.ReadTimeout", "{ms}")
        : null;
  }

  private static ReadTimeout missing(String url, Properties info, String name, String unit) {
    String given = info == null ? null : info.getProperty(name);
    if (limits(given) || limits(parameter(url, name))) {
      return null;
    }
    return new ReadTimeout(JdbcUrl.scrub(url), name + "=" + unit + " in its address or properties");
  }

  private static String parameter(String url, String name) {
    String lower = url.toLowerCase(Locale.ROOT);
    String key = name.toLowerCase(Locale.ROOT) + "=";
    int at = lower.indexOf(key);
    if (at <= 0 || "?&;".indexOf(url.charAt(at - 1)) < 0) {
      return null;
    }
    return url.substring(at + key.length()).split("[&;]", 2)[0];
  }

  private static boolean limits(String value) {
    return value != null && !value.trim().isEmpty() && !value.trim().equals("0");
  }
}
