package com.example.laboratory;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** OTLP attributes as plain values: String, Boolean, Long, Double, List. */
final class Attributes {

  static Map<String, Object> plain(List<KeyValue> attributes) {
    Map<String, Object> plain = new LinkedHashMap<>();
    for (KeyValue attribute : attributes) {
      plain.put(attribute.getKey(), plain(attribute.getValue()));
    }
    return plain;
  }

  private static Object plain(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream().map(Attributes::plain).toList();
      default -> value.toString();
    };
  }

  private Attributes() {}
}
