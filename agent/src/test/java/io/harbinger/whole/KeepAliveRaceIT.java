package io.harbinger.whole;

import static io.harbinger.whole.Received.tags;
import static org.assertj.core.api.Assertions.assertThat;

import io.harbinger.whole.gateway.RealGateway;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Requests that a real nginx sends into connections which the origin has just closed. */
@EnabledOnOs(OS.LINUX)
class KeepAliveRaceIT {
  /** Long enough for a visitor to come meanwhile. */
  private static final long APART_MILLIS = 200;

  private static final int AT_MOST = 40;
  private static final String STARTED = "harbinger.condition.started";

  @Test
  void announcesWhatNoLineOfTheApplicationsLogTells() throws Exception {
    RealGateway.assumeInstalled("nginx");
    try (Received received = new Received()) {
      Origin origin =
          Origin.start(
              Origin.agent(
                  "harbinger.gateway.profile=nginx",
                  "shop.keepAliveTimeout=1000",
                  "otel.exporter.otlp.endpoint=" + received.endpoint()));
      String server = "server:" + origin.port;
      received.lint("keepalive_race", server);
      try (Distance distance = new Distance(origin.port, APART_MILLIS);
          RealGateway gateway = RealGateway.start("nginx", distance.port)) {
        int kept = gateway.ports.get(0);
        assertThat(Visit.through(kept, "POST", "/shop/hello").status()).isEqualTo(200);
        awaitClose(distance);
        assertThat(Visit.through(kept, "GET", "/shop/hello").status())
            .as("nginx tries again what may be sent twice")
            .isEqualTo(200);
        // the kernel counts no data for a connection that it has done with
        for (int failed = 0, closed = 0;
            failed < 2 || closed < AT_MOST && !received.conditionCame(STARTED, server);
            closed++) {
          awaitClose(distance);
          Visit raced = Visit.through(kept, "POST", "/shop/hello");
          if (raced.status() == 502) {
            assertThat(received.of(raced)).isEmpty();
            failed++;
            assertThat(Visit.through(kept, "POST", "/shop/hello").status()).isEqualTo(200);
          }
        }
      }
      LogRecord started = received.condition(STARTED, server);
      assertThat(tags(started))
          .containsEntry("harbinger.cause", "timeout.keepalive_race")
          .containsEntry("harbinger.cause.confidence", "possible");
      assertThat(started.getBody().getStringValue()).contains("connections were sent to in");
      origin.stop();
    }
  }

  /** The origin has just closed an idle connection. */
  private static void awaitClose(Distance distance) throws InterruptedException {
    distance.closedByOrigin.drainPermits();
    assertThat(distance.closedByOrigin.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
  }
}
