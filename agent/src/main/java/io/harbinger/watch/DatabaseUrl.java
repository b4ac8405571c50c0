package io.harbinger.watch;

import java.util.Set;

/**
 * An address without some of its parameters, because those in it win over a driver's properties.
 *
 * <pre>
 *   jdbc:postgresql://db/shop?ssl=true&amp;socketTimeout=0   ->   jdbc:postgresql://db/shop?ssl=true
 * </pre>
 */
final class DatabaseUrl {
  private DatabaseUrl() {}

  static String without(String url, Set<String> names) {
    int question = url.indexOf('?');
    if (question < 0) {
      return url;
    }
    StringBuilder kept = new StringBuilder(url.substring(0, question));
    char separator = '?';
    for (String parameter : url.substring(question + 1).split("&")) {
      int equals = parameter.indexOf('=');
      if (!names.contains(equals < 0 ? parameter : parameter.substring(0, equals))) {
        kept.append(separator).append(parameter);
        separator = '&';
      }
    }
    return kept.toString();
  }
}
