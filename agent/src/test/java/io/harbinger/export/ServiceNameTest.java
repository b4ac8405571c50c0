package io.harbinger.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceNameTest {
  @Test
  void isWhatTheApplicationCallsItselfElseItsJarOrClass() {
    assertThat(detect(Map.of("spring.application.name", "shop", "sun.java.command", "A")))
        .isEqualTo("shop");
    assertThat(detect(Map.of("sun.java.command", "/opt/my app/shop-1.2.jar --port 1")))
        .isEqualTo("shop-1.2");
    assertThat(detect(Map.of("sun.java.command", "com.example.Shop a.b c"))).isEqualTo("Shop");
    assertThat(detect(Map.of("sun.java.command", "shop/com.example.Shop"))).isEqualTo("Shop");
    assertThat(detect(Map.of("sun.java.command", "org.apache.catalina.startup.Bootstrap start")))
        .isEqualTo("tomcat");
    assertThat(detect(Map.of())).isEqualTo("unknown_service:java");
  }

  private static String detect(Map<String, String> properties) {
    return ServiceName.detect(properties::get, name -> null);
  }
}
