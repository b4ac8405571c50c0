package io.harbinger.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** {@code otel-config/collector.yaml}: does it keep what we tag? */
class CollectorFileTest {
  private Map<String, Map<String, Map<String, Object>>> file;

  @BeforeEach
  void read() throws IOException {
    try (Reader reader = Files.newBufferedReader(Path.of("../otel-config/collector.yaml"))) {
      file = new Yaml().load(reader);
    }
  }

  @Test
  void everyPipelineUsesComponentsThatAreDefined() {
    Map<String, Object> pipelines = file.get("service").get("pipelines");
    assertThat(pipelines).containsOnlyKeys("traces", "logs", "metrics");
    for (Object pipeline : pipelines.values()) {
      for (String kind : List.of("receivers", "processors", "exporters")) {
        assertThat(file.get(kind)).containsKeys(names(pipeline, kind));
      }
      assertThat(names(pipeline, "processors")).startsWith("memory_limiter").endsWith("batch");
    }
    assertThat(names(pipelines.get("traces"), "processors")).contains("tail_sampling");
  }

  @Test
  void theFirstPolicyKeepsEveryTraceWithACause() {
    Map<?, ?> first = (Map<?, ?>) policies().get(0);
    assertThat(first.get("type")).isEqualTo("string_attribute");
    Map<?, ?> match = (Map<?, ?>) first.get("string_attribute");
    assertThat(match.get("key")).isEqualTo(Names.CAUSE.getKey());
    assertThat(match.get("enabled_regex_matching")).isEqualTo(true);
    assertThat(match.get("values")).isEqualTo(List.of(".+"));
    assertThat(policies())
        .extracting(policy -> ((Map<?, ?>) policy).get("type"))
        .map(Object::toString)
        .containsExactly("string_attribute", "status_code", "probabilistic");
  }

  @Test
  void waitsLongerThanTheGatewayDoes() {
    String wait = (String) file.get("processors").get("tail_sampling").get("decision_wait");
    assertThat(Integer.parseInt(wait.replace("s", ""))).isGreaterThan(60);
  }

  @Test
  void listensOnlyOnThisHostUnlessTold() {
    assertThat(file.get("receivers").get("otlp").toString())
        .contains("${env:COLLECTOR_HOST:-127.0.0.1}:4318")
        .contains("${env:COLLECTOR_HOST:-127.0.0.1}:4317");
  }

  private List<?> policies() {
    return (List<?>) file.get("processors").get("tail_sampling").get("policies");
  }

  private static String[] names(Object pipeline, String kind) {
    return ((List<?>) ((Map<?, ?>) pipeline).get(kind)).toArray(new String[0]);
  }
}
