package io.harbinger.whole;

import static io.harbinger.whole.Received.tags;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Visitors who waited in front of the process, as their gateway's header tells. */
@EnabledOnOs(OS.LINUX)
class FrontIT {
  private static final int DEADLINE_MILLIS = 3_000;

  /** Most of the gateway's patience. */
  private static final long FRONT_MILLIS = 2_500;

  @Test
  void aConnectionThatStandsAfterALateAnswerHasTakenIt() throws Exception {
    try (Received received = new Received()) {
      Origin origin =
          Origin.start(
              Origin.agent(
                  "harbinger.gateway.deadline=" + DEADLINE_MILLIS + "ms",
                  "otel.exporter.otlp.endpoint=" + received.endpoint(),
                  "otel.bsp.schedule.delay=100"));
      compareClocks(origin);
      Visit patient = Visit.cameBefore(origin, FRONT_MILLIS, "/shop/wait");
      received.event(patient, "harbinger.request.at_risk");
      Thread.sleep(DEADLINE_MILLIS - FRONT_MILLIS);
      assertThat(Visit.to(origin, "/shop/release").status()).isEqualTo(200);
      assertThat(patient.keptStatus()).isEqualTo(200);

      Visit givenUp = Visit.cameBefore(origin, FRONT_MILLIS, "/shop/wait");
      givenUp.givesUpAfter((int) (DEADLINE_MILLIS - FRONT_MILLIS));
      received.event(givenUp, "harbinger.request.gave_up");
      assertThat(Visit.to(origin, "/shop/release").status()).isEqualTo(200);

      assertThat(tags(received.server(patient)))
          .containsEntry("harbinger.gateway.outcome", "answered")
          .doesNotContainKey("harbinger.gateway.status");
      assertThat(tags(received.server(givenUp)))
          .containsEntry("harbinger.gateway.outcome", "gave_up")
          .containsEntry("harbinger.gateway.status", 504L);
      patient.close();
      origin.stop();
    }
  }

  /** A queue is believed once some visitors had none. */
  private static void compareClocks(Origin origin) throws Exception {
    for (int i = 0; i < 30; i++) {
      try (Visit visit = Visit.cameBefore(origin, 0, "/shop/hello")) {
        assertThat(visit.keptStatus()).isEqualTo(200);
      }
      Thread.sleep(100); // one of them in each tick of the watcher
    }
  }
}
