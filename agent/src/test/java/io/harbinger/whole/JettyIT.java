package io.harbinger.whole;

import static io.harbinger.whole.Received.tags;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import sample.JettyMain;

/** The packaged agent in an application on each Jetty, as it is shipped. */
@ParameterizedClass
@MethodSource("versions")
class JettyIT extends EmbeddedServer {
  @Parameter String version;

  static Stream<String> versions() {
    return Stream.of("jetty-9.4", "jetty-10.0", "jetty-11.0", "jetty-12.0", "jetty-12.1");
  }

  @BeforeParameterizedClassInvocation
  static void start(String version) throws Exception {
    start(Origin.running(), new Libraries(version, null));
  }

  @Test
  void namesTheRaceBeforeAnyFailure() throws Exception {
    assertRace(
        "Jetty", 30_000, "setIdleTimeout(75000)", "server.jetty.connection-idle-timeout=75s");
  }

  @Test
  void announcesThatAllThreadsAreBusyAndChargesTheWait() throws Exception {
    List<Visit> busy = new ArrayList<>();
    for (int i = 0; i < JettyMain.THREADS; i++) {
      busy.add(Visit.to(origin, "/shop/pages/pause?millis=5000"));
    }
    received.conditionLike("harbinger.condition.started", "workers:qtp.*");
    Visit queued = Visit.to(origin, "/shop/pages/hello");
    queued.givesUpAfter(DEADLINE_MILLIS);
    for (Visit visit : busy) {
      visit.answer();
    }
    assertThat(tags(received.server(queued)))
        .containsEntry("harbinger.gateway.outcome", "gave_up")
        .hasEntrySatisfying(
            "harbinger.symptoms",
            symptoms -> assertThat(symptoms.toString()).contains("workers_exhausted"));
  }
}
