package io.harbinger.whole;

import static io.harbinger.whole.Received.tags;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A class that is loaded when Byte Buddy has been let go. */
class LateWeavingIT {
  private static final int DEADLINE_MILLIS = 3_000;
  private static final String LOADER = "io.harbinger.launch.IsolatedLoader";

  static Stream<String> javas() {
    return Origin.javas();
  }

  @ParameterizedTest
  @MethodSource("javas")
  void isWovenALittleLater(String java) throws Exception {
    try (Received received = new Received()) {
      Origin origin =
          Origin.start(
              java,
              Libraries.newest(java),
              Origin.agent(
                  "harbinger.weave.idle=1s",
                  "harbinger.log.level=debug",
                  "harbinger.gateway.deadline=" + DEADLINE_MILLIS + "ms",
                  "otel.exporter.otlp.endpoint=" + received.endpoint(),
                  "otel.bsp.schedule.delay=100"));
      assertThat(Visit.to(origin, "/shop/goods").status()).isEqualTo(200);
      origin.says("Byte Buddy is let go");
      if (java.equals(Origin.running())) {
        assertThat(instances(origin.process.pid(), LOADER)).as("loaders with classes").isEqualTo(1);
      }

      assertThat(Visit.to(origin, "/shop/prepared").status()).isEqualTo(200);
      origin.says("woven for jdbc: org.h2.jdbc.JdbcPreparedStatement");

      Visit after = Visit.to(origin, "/shop/prepared-hang");
      after.givesUpAfter(DEADLINE_MILLIS);
      received.event(after, "harbinger.request.gave_up");
      assertThat(Visit.to(origin, "/shop/release").status()).isEqualTo(200);
      assertThat(tags(received.server(after)))
          .containsEntry("harbinger.cause", "timeout.slow_query")
          .containsEntry("harbinger.cause.detail", "select hang() from goods where id = ?");
      origin.stop();
    }
  }

  /** After a collection, which is part of the question. */
  private static long instances(long pid, String type) throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process asked =
        new ProcessBuilder(List.of(jcmd.toString(), String.valueOf(pid), "GC.class_histogram"))
            .redirectErrorStream(true)
            .start();
    return new String(asked.getInputStream().readAllBytes())
        .lines()
        .map(line -> line.trim().split("\\s+"))
        .filter(words -> words.length > 3 && words[3].equals(type))
        .mapToLong(words -> Long.parseLong(words[1]))
        .sum();
  }
}
