package io.harbinger.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.junit.jupiter.api.Test;

/**
 * {@code otel-config/harbinger.properties} is generated: run this test with {@code
 * -Dharbinger.write=true} after a change of the settings.
 */
class PropertiesFileTest {
  private static final Path FILE = Paths.get("../otel-config/harbinger.properties");

  @Test
  void holdsEverySettingWithItsSentenceAndDefault() throws IOException {
    StringBuilder expected =
        new StringBuilder(
            "# Every setting of Harbinger, with its default. Take the leading # away to set one, and"
                + " name\n# this file with -Dharbinger.config.file=... or HARBINGER_CONFIG_FILE."
                + " System properties, environment\n# variables (HARBINGER_GATEWAY_DEADLINE) and"
                + " arguments of -javaagent win over this file.\n");
    for (Setting setting : Settings.all()) {
      expected
          .append("\n# " + setting.sentence)
          .append("\n# Allowed: " + setting.allowed + ".")
          .append(setting.fallback.isEmpty() ? " Not set by default." : "")
          .append("\n#" + setting.name + "=" + setting.fallback + "\n");
    }
    if (Boolean.getBoolean("harbinger.write")) {
      Files.createDirectories(FILE.getParent());
      Files.write(FILE, expected.toString().getBytes(StandardCharsets.UTF_8));
    }
    assertThat(new String(Files.readAllBytes(FILE), StandardCharsets.UTF_8))
        .isEqualTo(expected.toString());
  }
}
