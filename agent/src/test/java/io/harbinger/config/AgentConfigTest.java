package io.harbinger.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentConfigTest {
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private String arguments;
  private String file;

  @Test
  void givesTheDefaultsWhenNothingIsWritten() {
    AgentConfig config = config();
    assertThat(config.enabled).isTrue();
    assertThat(config.gatewayProfile).isEqualTo("nginx");
    assertThat(config.gatewayDeadlineMillis).isEqualTo(-1);
    assertThat(config.watchIntervalMillis).isEqualTo(100);
    assertThat(config.watchRisk).isEqualTo(0.3);
    assertThat(config.dbInspect).isFalse();
    assertThat(config.slowCallMillis).isEqualTo(5);
    assertThat(config.otel)
        .containsEntry("otel.exporter.otlp.protocol", "http/protobuf")
        .containsEntry("otel.exporter.otlp.timeout", "10000")
        .doesNotContainKey("otel.exporter.otlp.endpoint");
    assertThat(config.problems).isEmpty();
    assertThat(config.written).isEmpty();
  }

  @Test
  void theSystemPropertyWinsOverTheVariableTheArgumentsAndTheFile() {
    file = "harbinger.gateway.deadline=4s";
    arguments = "harbinger.config.file=/f";
    assertThat(config().gatewayDeadlineMillis).isEqualTo(4000);
    arguments = "harbinger.config.file=/f,harbinger.gateway.deadline=3s";
    assertThat(config().gatewayDeadlineMillis).isEqualTo(3000);
    environment.put("HARBINGER_GATEWAY_DEADLINE", "2s");
    assertThat(config().gatewayDeadlineMillis).isEqualTo(2000);
    properties.put("harbinger.gateway.deadline", "1s");
    AgentConfig config = config();
    assertThat(config.gatewayDeadlineMillis).isEqualTo(1000);
    assertThat(config.written)
        .containsExactly(
            "harbinger.config.file = /f (agent argument harbinger.config.file)",
            "harbinger.gateway.deadline = 1s (system property -Dharbinger.gateway.deadline)");
  }

  @Test
  void namesAWrongValueWithTheAllowedOnesAndUsesTheDefault() {
    properties.put("harbinger.gateway.profile", "ngnix");
    environment.put("HARBINGER_WATCH_RISK", "7");
    arguments = "harbinger.watch.interval=soon";
    properties.put("harbinger.gateway.deadline", "-3s");
    AgentConfig config = config();
    assertThat(config.gatewayProfile).isEqualTo("nginx");
    assertThat(config.watchRisk).isEqualTo(0.3);
    assertThat(config.watchIntervalMillis).isEqualTo(100);
    assertThat(config.gatewayDeadlineMillis).isEqualTo(-1);
    assertThat(config.problems)
        .hasSize(4)
        .contains(
            "harbinger.watch.risk = 7 (environment HARBINGER_WATCH_RISK) is wrong, using 0.3;"
                + " allowed: a number from 0.05 to 0.95")
        .anyMatch(p -> p.contains("ngnix") && p.contains("allowed: nginx, ") && p.contains("envoy"))
        .anyMatch(p -> p.contains("soon") && p.contains("3s, 2500ms or 1m"));
  }

  @Test
  void overridesSingleFieldsOfTheGateway() {
    properties.put("harbinger.gateway.first_byte", "3s");
    environment.put("HARBINGER_GATEWAY_STATUS_TIMEOUT", "599");
    properties.put("harbinger.gateway.retries", "sometimes");
    AgentConfig config = config();
    assertThat(config.gatewayIsSet).isFalse();
    assertThat(config.gatewayFields)
        .containsOnly(Map.entry("first_byte", "3000"), Map.entry("status.timeout", "599"));
    assertThat(config.problems)
        .singleElement()
        .asString()
        .contains("sometimes", "allowed: none, connect, idempotent, all");

    properties.put("harbinger.gateway.profile", "alb");
    assertThat(config().gatewayIsSet).isTrue();
  }

  @Test
  void namesAnUnknownSettingWithTheNearestKnownOne() {
    properties.put("harbinger.gateway.dedline", "3s");
    environment.put("HARBINGER_WATCH_RISC", "0.5");
    assertThat(config().problems)
        .containsExactly(
            "HARBINGER_WATCH_RISC is no setting and is left out; the nearest is"
                + " HARBINGER_WATCH_RISK",
            "harbinger.gateway.dedline is no setting and is left out; the nearest is"
                + " harbinger.gateway.deadline");
  }

  @Test
  void saysThatTheFileCannotBeRead() {
    properties.put("harbinger.config.file", "/nowhere");
    assertThat(config().problems).singleElement().asString().contains("/nowhere");
  }

  @Test
  void switchesSingleLibrariesOff() {
    properties.put("harbinger.library.tomcat.enabled", "false");
    environment.put("HARBINGER_LIBRARY_SPRING_MVC_ENABLED", "false");
    properties.put("harbinger.library.jdbc.enabled", "true");
    AgentConfig config = config();
    assertThat(config.listensTo("tomcat")).isFalse();
    assertThat(config.listensTo("spring-mvc")).isFalse();
    assertThat(config.listensTo("jdbc")).isTrue();
    assertThat(config.listensTo("hikari")).isTrue();
    assertThat(config.problems).isEmpty();
  }

  @Test
  void neverShowsHeaders() {
    environment.put("OTEL_EXPORTER_OTLP_HEADERS", "api-key=sesame");
    properties.put("otel.exporter.otlp.traces.headers", "broken-sesame");
    AgentConfig config = config();
    assertThat(AgentConfig.pairs(config.otel.get("otel.exporter.otlp.headers")))
        .containsEntry("api-key", "sesame");
    assertThat(config.problems).singleElement().asString().doesNotContain("sesame");
    assertThat(config.written).hasSize(1).noneMatch(line -> line.contains("sesame"));
  }

  @Test
  void anArgumentMayHoldCommasOfItsOwn() {
    arguments = "otel.resource.attributes=a=1,b=x%20y+z,harbinger.db.inspect=true";
    AgentConfig config = config();
    assertThat(config.dbInspect).isTrue();
    assertThat(AgentConfig.pairs(config.otel.get("otel.resource.attributes")))
        .containsEntry("a", "1")
        .containsEntry("b", "x y+z")
        .hasSize(2);
  }

  @Test
  void aSamplerReplacesTheExamples() {
    assertThat(config().keepsSampledParent).isTrue();
    assertThat(config().keepsRatio).isZero();
    assertThat(config().watchExamples).isEqualTo(10);
    environment.put("OTEL_TRACES_SAMPLER", "parentbased_traceidratio");
    environment.put("OTEL_TRACES_SAMPLER_ARG", "0.25");
    assertThat(config().keepsSampledParent).isTrue();
    assertThat(config().keepsRatio).isEqualTo(0.25);
    assertThat(config().watchExamples).isZero();
    environment.put("OTEL_TRACES_SAMPLER", "always_off");
    assertThat(config().keepsSampledParent).isFalse();
    assertThat(config().keepsRatio).isZero();
  }

  @Test
  void saysThatOnlyTraceContextIsPropagated() {
    environment.put("OTEL_PROPAGATORS", "tracecontext,baggage,b3");
    AgentConfig config = config();
    assertThat(config.propagates).isTrue();
    assertThat(config.problems).singleElement().asString().endsWith("left out: baggage, b3");
    environment.put("OTEL_PROPAGATORS", "none");
    assertThat(config().propagates).isFalse();
  }

  @Test
  void everyDefaultIsAllowed() {
    for (Setting setting : Settings.all()) {
      assertThat(setting.fallback.isEmpty() || setting.canonical(setting.fallback) != null)
          .as(setting.name)
          .isTrue();
      assertThat(setting.sentence).as(setting.name).endsWith(".");
    }
  }

  private AgentConfig config() {
    return new AgentConfig(
        new Sources(
            properties,
            environment,
            arguments,
            path -> {
              if (file == null) {
                throw new FileNotFoundException(path);
              }
              return new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8));
            }));
  }
}
