package io.harbinger.timeline;

import java.util.regex.Pattern;

/** Takes user, password and parameters out of a JDBC address. */
final class JdbcUrl {
  private static final Pattern CREDENTIALS = Pattern.compile("//[^/@]*@");
  private static final Pattern ORACLE = Pattern.compile(":[^:/@]*/[^@]*@");

  private JdbcUrl() {}

  static String scrub(String url) {
    if (url == null) {
      return "unknown";
    }
    int end = url.length();
    for (char mark : new char[] {'?', ';'}) {
      int at = url.indexOf(mark);
      end = at < 0 ? end : Math.min(end, at);
    }
    String bare = CREDENTIALS.matcher(url.substring(0, end)).replaceFirst("//");
    return ORACLE.matcher(bare).replaceFirst(":@");
  }
}
