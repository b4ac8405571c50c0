package io.harbinger.whole;

import static io.harbinger.whole.Received.tags;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Hundreds hang in the same place at once: each is warned of with the cause, though not each is
 * looked into for itself, and who does not hang is served.
 */
class CrowdIT {
  private static final int CROWD = 400;

  @Test
  void warnsOfEachThoughNotEachIsLookedInto() throws Exception {
    List<Visit> crowd = new ArrayList<>();
    try (Received received = new Received();
        ServerSocket silent = new ServerSocket(0, 1_000, InetAddress.getByName("127.0.0.1"))) {
      Origin origin = start(received);
      assertThat(Visit.to(origin, "/shop/hello").status()).isEqualTo(200);
      for (int i = 0; i < CROWD; i++) {
        crowd.add(Visit.to(origin, "/shop/call?port=" + silent.getLocalPort()));
      }

      List<LogRecord> warnings = new ArrayList<>();
      for (Visit visit : crowd) {
        warnings.add(received.event(visit, "harbinger.request.at_risk"));
      }
      assertThat(Visit.to(origin, "/shop/hello").status()).isEqualTo(200);

      assertThat(warnings)
          .allMatch(it -> tags(it).get("harbinger.cause").equals("network.third_party"));
      assertThat(warnings).anyMatch(CrowdIT::shared).anyMatch(it -> !shared(it));
      assertThat(origin.says("share one")).contains("in one second");
      origin.stop();
      assertThat(origin.says("its threads used"))
          .containsPattern("it left out [\\d,]+ looks and diagnoses");
    }
    for (Visit visit : crowd) {
      visit.close();
    }
  }

  private static boolean shared(LogRecord warning) {
    return tags(warning).get("harbinger.evidence").toString().contains("hung alike");
  }

  private static Origin start(Received received) throws IOException {
    List<String> options =
        new ArrayList<>(
            Origin.agent(
                "harbinger.gateway.deadline=10s",
                "otel.exporter.otlp.endpoint=" + received.endpoint()));
    options.add("-Dshop.maxThreads=" + (CROWD + 50));
    return Origin.start(Origin.running(), Libraries.JAVAX, options);
  }
}
