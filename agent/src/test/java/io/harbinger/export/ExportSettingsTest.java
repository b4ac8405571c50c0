package io.harbinger.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExportSettingsTest {
  private final Map<String, String> otel = new HashMap<>();

  @Test
  void theCommonEndpointIsABaseAndTheSignalsOwnIsTakenAsItIs() {
    otel.put("otel.exporter.otlp.endpoint", "https://c.example/otlp/");
    otel.put("otel.exporter.otlp.logs.endpoint", "https://l.example/in");
    assertThat(settings().traces.endpoint).isEqualTo("https://c.example/otlp/v1/traces");
    assertThat(settings().logs.endpoint).isEqualTo("https://l.example/in");
  }

  @Test
  void withoutAnEndpointTheCollectorIsOnThisHost() {
    assertThat(settings().endpoint()).isEqualTo("http://localhost:4318/v1/traces");
    otel.put("otel.exporter.otlp.traces.protocol", "grpc");
    assertThat(settings().endpoint()).isEqualTo("http://localhost:4317");
    assertThat(settings().metrics.endpoint).isEqualTo("http://localhost:4318/v1/metrics");
  }

  @Test
  void theSignalsOwnSettingWins() {
    otel.put("otel.exporter.otlp.timeout", "7000");
    otel.put("otel.exporter.otlp.metrics.timeout", "100");
    assertThat(settings().traces.timeoutMillis).isEqualTo(7000);
    assertThat(settings().metrics.timeoutMillis).isEqualTo(100);
  }

  @Test
  void noPasswordIsShown() {
    otel.put("otel.exporter.otlp.endpoint", "http://me:sesame@c:4318?key=sesame");
    assertThat(settings().endpoint()).startsWith("http://c:4318").doesNotContain("sesame");
  }

  @Test
  void theServiceIsNamedByItsSettingElseByTheResourceElseDetected() {
    assertThat(settings().serviceName()).isEqualTo("detected");
    otel.put("otel.resource.attributes", "service.name=r");
    assertThat(settings().serviceName()).isEqualTo("r");
    otel.put("otel.service.name", "s");
    assertThat(settings().serviceName()).isEqualTo("s");
  }

  private ExportSettings settings() {
    return ExportSettings.of(
        otel,
        text -> text.isEmpty() ? Map.of() : Map.of(text.split("=")[0], text.split("=")[1]),
        "1",
        "detected");
  }
}
