package io.harbinger.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody listens where traces and metrics are sent. */
class CollectorMissingIT {
  static Stream<String> javas() {
    return Origin.javas();
  }

  @ParameterizedTest
  @MethodSource("javas")
  void saysSoOnceAndTheApplicationAnswersAsEver(String java) throws Exception {
    Origin origin =
        Origin.start(
            java,
            Libraries.newest(java),
            Origin.agent(
                "otel.exporter.otlp.endpoint=http://127.0.0.1:" + portOfNobody(),
                "otel.bsp.schedule.delay=50",
                "otel.metric.export.interval=100"));
    assertThat(Visit.sampled(origin, "/shop/goods").body()).isEqualTo("lamp\ntable\n");
    origin.says("do not arrive");
    for (int i = 0; i < 20; i++) {
      assertThat(Visit.sampled(origin, "/shop/hello").body()).isEqualTo("hello");
      assertThat(Visit.sampled(origin, "/shop/boom").status()).isEqualTo(500);
    }
    origin.says("listening to");
    origin.stop();
    assertThat(origin.said).filteredOn(line -> line.contains("do not arrive")).hasSize(1);
    assertThat(origin.said)
        .filteredOn(line -> line.startsWith("warn: ") && !line.contains(" Set ")) // the lint's
        .hasSize(1);
  }

  private static int portOfNobody() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
