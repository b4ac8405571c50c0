package io.harbinger.blackbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** Text as lines {@code key=value}; a line break inside a value becomes a blank. */
final class Lines {
  private final Map<String, String> values = new LinkedHashMap<>();

  static Lines parse(String text) {
    Lines lines = new Lines();
    for (String line : text.split("\n")) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        lines.values.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return lines;
  }

  Lines put(String key, Object value) {
    if (value != null) {
      values.put(key, value.toString().replace('\n', ' ').replace('\r', ' '));
    }
    return this;
  }

  /** Empty where there is none. */
  String text(String key) {
    return values.getOrDefault(key, "");
  }

  /** -1 where there is none. */
  long whole(String key) {
    return (long) decimal(key);
  }

  /** -1 where there is none. */
  double decimal(String key) {
    String value = values.get(key);
    try {
      return value == null ? -1 : Double.parseDouble(value);
    } catch (NumberFormatException odd) {
      return -1;
    }
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    values.forEach((key, value) -> out.append(key).append('=').append(value).append('\n'));
    return out.toString();
  }
}
