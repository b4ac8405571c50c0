package io.harbinger.export;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.ArrayList;
import java.util.List;

/** Attributes under construction: leaves out what is null, cuts what is too long. */
final class Tags {
  private final AttributesBuilder builder = Attributes.builder();
  private final int longest;

  /**
   * @param longest text values are cut to so many characters
   */
  Tags(int longest) {
    this.longest = longest;
  }

  Tags text(AttributeKey<String> key, String value) {
    if (value != null) {
      builder.put(key, cut(value));
    }
    return this;
  }

  Tags texts(AttributeKey<List<String>> key, List<String> values) {
    if (values != null && !values.isEmpty()) {
      List<String> cut = new ArrayList<>(values.size());
      for (String value : values) {
        cut.add(cut(value));
      }
      builder.put(key, cut);
    }
    return this;
  }

  Tags whole(AttributeKey<Long> key, long value) {
    builder.put(key, (Long) value);
    return this;
  }

  Tags decimal(AttributeKey<Double> key, double value) {
    builder.put(key, (Double) value);
    return this;
  }

  Tags yes(AttributeKey<Boolean> key) {
    builder.put(key, (Boolean) true);
    return this;
  }

  Attributes build() {
    return builder.build();
  }

  private String cut(String value) {
    return value.length() <= longest ? value : value.substring(0, longest);
  }
}
