package io.harbinger.config;

import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code key=value,key=value} with percent-encoded values, as OpenTelemetry writes them. */
final class Pairs {
  private Pairs() {}

  /** Null when a pair has no key or no equals sign. */
  static Map<String, String> parse(String written) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : written.split(",")) {
      if (pair.trim().isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      if (equals <= 0 || pair.substring(0, equals).trim().isEmpty()) {
        return null;
      }
      pairs.put(pair.substring(0, equals).trim(), decoded(pair.substring(equals + 1).trim()));
    }
    return pairs;
  }

  private static String decoded(String value) {
    try {
      // because URLDecoder reads a plus sign as a space, which only forms do
      return URLDecoder.decode(value.replace("+", "%2B"), "UTF-8");
    } catch (UnsupportedEncodingException | IllegalArgumentException undecodable) {
      return value;
    }
  }
}
